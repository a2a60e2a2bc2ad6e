package dev.sluice.provider.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a provider's code under its own context class loader. */
final class OwnLoader {
    private final @Nullable ClassLoader loader;

    OwnLoader(@Nullable ClassLoader loader) {
        this.loader = loader;
    }

    <T extends @Nullable Object> T call(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    void run(Runnable call) {
        call(() -> {
            call.run();
            return true;
        });
    }
}
