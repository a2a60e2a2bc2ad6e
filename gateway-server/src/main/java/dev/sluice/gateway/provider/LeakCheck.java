package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.ProviderFaults.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports threads that a closed provider left running, and that keep its classes in memory. */
final class LeakCheck {
    private static final Logger LOGGER = System.getLogger(LeakCheck.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LeakCheck() {}

    /**
     * Checks a few seconds later, on a thread of its own. The loader is that of the provider's classes alone; null if
     * it has none of its own.
     */
    static void start(String provider, Collection<Thread> tasks, @Nullable ClassLoader loader, ProviderFaults faults) {
        if (tasks.isEmpty() && loader == null) {
            return;
        }
        Thread.ofVirtual().name("sluice-" + provider + "-leak-check").start(() -> {
            List<String> names = remaining(tasks);
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> loader != null && loader.equals(thread.getContextClassLoader()))
                    .forEach(thread -> names.add(thread.getName()));
            if (!names.isEmpty()) {
                faults.count(Kind.LEAK);
                LOGGER.log(
                        Level.WARNING,
                        () -> "provider " + provider + " was closed but left threads running: "
                                + String.join(", ", names) + "; its classes stay in memory until they end");
            }
        });
    }

    private static List<String> remaining(Collection<Thread> tasks) {
        List<String> names = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Thread task : tasks) {
                if (!task.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
                    names.add(task.getName());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return names;
    }
}
