package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.ProviderFaults.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls a provider's code under its own context class loader, and turns whatever it throws into a {@link
 * ProviderException}.
 */
final class Containment {
    private static final Logger LOGGER = System.getLogger(Containment.class.getName());

    /** For calls that are answered from memory. */
    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(2);

    private final String provider;
    private final @Nullable ClassLoader loader;
    private final ProviderFaults faults;
    private final @Nullable DetachedCalls detached;

    /** Makes the containment of a factory, whose faults are logged but not counted. */
    Containment(String provider, @Nullable ClassLoader loader) {
        this(provider, loader, ProviderFaults.uncounted(), null);
    }

    private Containment(
            String provider, @Nullable ClassLoader loader, ProviderFaults faults, @Nullable DetachedCalls detached) {
        this.provider = provider;
        this.loader = loader;
        this.faults = faults;
        this.detached = detached;
    }

    /** Makes the containment of a provider. A drop-in JAR's calls run on threads of their own, with time limits. */
    static Containment of(String provider, FoundFactory found, ProviderFaults faults) {
        DetachedCalls detached = found.origin().droppedIn() ? new DetachedCalls(provider, faults) : null;
        return new Containment(provider, found.loader(), faults, detached);
    }

    ProviderFaults faults() {
        return faults;
    }

    /** Runs a call that returns no null; the limit holds for drop-in JARs. */
    <T> T call(String what, Duration limit, Supplier<T> call) {
        DetachedCalls apart = detached;
        return notNull(
                what, apart == null ? callNullable(what, call) : apart.call(what, limit, () -> call(what, call)));
    }

    /** Runs a call that promises not to block, and may be made often. */
    <T> T prompt(String what, Supplier<T> call) {
        DetachedCalls apart = detached;
        return apart == null ? call(what, call) : apart.prompt(what, PROMPT_LIMIT, () -> call(what, call));
    }

    /**
     * Wraps a provider's stream. The limit, for each event, holds for drop-in JARs; {@code ended} runs once, when the
     * stream is closed.
     */
    EventStream stream(EventStream events, Duration limit, Runnable ended) {
        DetachedCalls apart = detached;
        return apart == null
                ? new ContainedEventStream(events, this, ended)
                : new DetachedStream(provider, new ContainedEventStream(events, this, () -> {}), apart, limit, ended);
    }

    /** Runs a call that returns no null. */
    <T> T call(String what, Supplier<T> call) {
        return notNull(what, callNullable(what, call));
    }

    private <T> T notNull(String what, @Nullable T result) {
        if (result == null) {
            throw internalError(what, new IllegalStateException("the call returned null"));
        }
        return result;
    }

    /** Runs a call whose result may be null. */
    <T> @Nullable T callNullable(String what, Supplier<? extends @Nullable T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        boolean switching = !Objects.equals(before, loader);
        try {
            if (switching) {
                thread.setContextClassLoader(loader);
            }
            return call.get();
        } catch (ProviderException e) {
            throw e;
        } catch (Throwable e) {
            throw contained(what, e);
        } finally {
            if (switching) {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** Runs a call under the provider's class loader and lets through whatever it throws. */
    <T extends @Nullable Object> T withLoader(Supplier<? extends T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        boolean switching = !Objects.equals(before, loader);
        if (switching) {
            thread.setContextClassLoader(loader);
        }
        try {
            return call.get();
        } finally {
            if (switching) {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** Runs a call whose failure is only logged. */
    void attempt(String what, Runnable call) {
        try {
            callNullable(what, () -> {
                call.run();
                return null;
            });
        } catch (ProviderException e) {
            LOGGER.log(
                    e.kind() == ErrorKind.INTERNAL ? Level.DEBUG : Level.WARNING,
                    () -> "provider " + provider + " failed in " + what + ": " + e.getMessage());
        }
    }

    private ProviderException contained(String what, Throwable e) {
        // Checked exceptions can be thrown without being declared.
        boolean interrupted = e instanceof InterruptedException;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (interrupted || Thread.currentThread().isInterrupted()) {
            LOGGER.log(Level.DEBUG, () -> "provider " + provider + " was interrupted in " + what, e);
            return new ProviderException(ErrorKind.CANCELLED, "the call to provider " + provider + " was cancelled", e);
        }
        return internalError(what, e);
    }

    private ProviderException internalError(String what, Throwable e) {
        faults.count(Kind.DEFECT);
        LOGGER.log(Level.ERROR, () -> "provider " + provider + " failed unexpectedly in " + what, e);
        return new ProviderException(
                ErrorKind.INTERNAL,
                "provider " + provider + " failed unexpectedly; see the gateway's log, under " + what,
                e);
    }
}
