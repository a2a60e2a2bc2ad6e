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
 * Runs a provider's code: under its own context class loader, and so that nothing but a {@link
 * ProviderException} comes out.
 */
final class Containment {
    private static final Logger LOGGER = System.getLogger(Containment.class.getName());

    /** For what a provider answers from memory. */
    private static final Duration PROMPTLY = Duration.ofSeconds(2);

    private final String provider;
    private final @Nullable ClassLoader loader;
    private final ProviderFaults faults;
    private final @Nullable DetachedCalls detached;

    /** Makes the containment of code that is no provider's yet. */
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

    /** Makes the containment of a provider; what was dropped in is not trusted with its callers' threads. */
    static Containment of(String provider, FoundFactory found, ProviderFaults faults) {
        DetachedCalls detached = found.origin().droppedIn() ? new DetachedCalls(provider, faults) : null;
        return new Containment(provider, found.loader(), faults, detached);
    }

    ProviderFaults faults() {
        return faults;
    }

    /** Runs a call that must return something within a limit, as far as the provider's calls are limited. */
    <T> T call(String what, Duration limit, Supplier<T> call) {
        DetachedCalls apart = detached;
        return apart == null ? call(what, call) : apart.call(what, limit, () -> call(what, call));
    }

    /** Runs a call that promises not to block, and may be made often. */
    <T> T prompt(String what, Supplier<T> call) {
        DetachedCalls apart = detached;
        return apart == null ? call(what, call) : apart.prompt(what, PROMPTLY, () -> call(what, call));
    }

    /**
     * Has a stream's calls contained.
     *
     * @param limit how long to wait for an event, as far as the provider's calls are limited
     * @param ended called once when nobody reads any more
     */
    EventStream stream(EventStream events, Duration limit, Runnable ended) {
        DetachedCalls apart = detached;
        return apart == null
                ? new ContainedEventStream(events, this, ended)
                : new DetachedStream(provider, new ContainedEventStream(events, this, () -> {}), apart, limit, ended);
    }

    /** Runs a call that must return something. */
    <T> T call(String what, Supplier<T> call) {
        T result = callNullable(what, call);
        if (result == null) {
            throw defect(what, new IllegalStateException("the call returned null"));
        }
        return result;
    }

    /** Runs a call for which null means something. */
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

    /** Runs a call under the provider's own class loader, and lets out whatever it throws. */
    <T extends @Nullable Object> T under(Supplier<? extends T> call) {
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

    /** Runs a call whose failure interests nobody but the log. */
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
        // A provider may have thrown it past the compiler.
        boolean interrupted = e instanceof InterruptedException;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (interrupted || Thread.currentThread().isInterrupted()) {
            LOGGER.log(Level.DEBUG, () -> "provider " + provider + " was interrupted in " + what, e);
            return new ProviderException(ErrorKind.CANCELLED, "the call to provider " + provider + " was ended", e);
        }
        return defect(what, e);
    }

    private ProviderException defect(String what, Throwable e) {
        faults.count(Kind.DEFECT);
        LOGGER.log(Level.ERROR, () -> "provider " + provider + " failed unexpectedly in " + what, e);
        return new ProviderException(
                ErrorKind.INTERNAL,
                "provider " + provider + " failed unexpectedly; the gateway's log says more, under " + what,
                e);
    }
}
