package dev.sluice.gateway.provider;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a provider's code: under its own context class loader, and so that nothing but a {@link
 * ProviderException} comes out.
 */
final class Containment {
    private static final Logger LOGGER = System.getLogger(Containment.class.getName());

    private final String provider;
    private final @Nullable ClassLoader loader;

    /**
     * Makes the containment of one provider.
     *
     * @param provider what messages name
     * @param loader the loader of the provider's classes
     */
    Containment(String provider, @Nullable ClassLoader loader) {
        this.provider = provider;
        this.loader = loader;
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
        if (switching) {
            thread.setContextClassLoader(loader);
        }
        try {
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
        if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
            throw fatal;
        }
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
        LOGGER.log(Level.ERROR, () -> "provider " + provider + " failed unexpectedly in " + what, e);
        return new ProviderException(
                ErrorKind.INTERNAL,
                "provider " + provider + " failed unexpectedly; the gateway's log says more, under " + what,
                e);
    }
}
