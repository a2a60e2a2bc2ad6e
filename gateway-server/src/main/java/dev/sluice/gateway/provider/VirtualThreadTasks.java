package dev.sluice.gateway.provider;

import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Tasks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One provider's tasks, each on a virtual thread of its own. */
final class VirtualThreadTasks implements Tasks, AutoCloseable {
    /** How often a waiting task looks at the clock, so that it notices when the machine was asleep. */
    static final Duration CLOCK_CHECK = Duration.ofSeconds(15);

    private static final Logger LOGGER = System.getLogger(VirtualThreadTasks.class.getName());

    private final String provider;
    private final @Nullable ClassLoader loader;
    private final Clock clock;
    private final Duration clockCheck;
    private final Map<Long, Future<?>> running = new ConcurrentHashMap<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicLong numbers = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    VirtualThreadTasks(String provider, @Nullable ClassLoader loader, Clock clock, Duration clockCheck) {
        this.provider = provider;
        this.loader = loader;
        this.clock = clock;
        this.clockCheck = clockCheck;
    }

    @Override
    public <T> Future<T> start(String name, Callable<T> work) {
        return run(name, Level.DEBUG, work);
    }

    @Override
    public Future<?> schedule(String name, Duration delay, Runnable work) {
        Instant due = clock.instant().plus(delay);
        return run(name, Level.WARNING, () -> {
            waitUntil(due, delay);
            return Executors.callable(work).call();
        });
    }

    @Override
    public void sleep(Duration delay) throws InterruptedException {
        waitUntil(clock.instant().plus(delay), delay);
    }

    @Override
    public void close() {
        closed.countDown();
        running.values().forEach(each -> each.cancel(true));
    }

    boolean closed() {
        return closed.getCount() == 0;
    }

    /** Returns the threads that run now, those of cancelled tasks included. */
    Collection<Thread> threads() {
        return List.copyOf(threads);
    }

    private <T> Future<T> run(String name, Level expectedFailures, Callable<T> work) {
        long number = numbers.incrementAndGet();
        FutureTask<T> task = new FutureTask<>(() -> logged(name, expectedFailures, work)) {
            @Override
            protected void done() {
                running.remove(number);
            }
        };
        Thread thread = Thread.ofVirtual()
                .name("sluice-" + provider + "-" + name)
                .unstarted(() -> {
                    try {
                        task.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                });
        thread.setContextClassLoader(loader);
        running.put(number, task);
        // Looked at after adding, so that either close() sees the task or this sees the close.
        if (closed()) {
            task.cancel(false);
            throw new RejectedExecutionException("provider " + provider + " is closed");
        }
        threads.add(thread);
        thread.start();
        return task;
    }

    private <T> T logged(String name, Level expectedFailures, Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (ProviderException e) {
            LOGGER.log(
                    Thread.currentThread().isInterrupted() ? Level.DEBUG : expectedFailures,
                    () -> "task " + name + " of provider " + provider + " failed: " + e.getMessage());
            throw e;
        } catch (Throwable e) {
            LOGGER.log(Level.WARNING, () -> "task " + name + " of provider " + provider + " failed unexpectedly", e);
            throw e;
        }
    }

    /**
     * Waits by both clocks, whichever is first: the wall clock may be set back, and the monotonic one stops while the
     * machine sleeps.
     */
    private void waitUntil(Instant due, Duration delay) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Duration byWall = Duration.between(clock.instant(), due);
            Duration byTicks = delay.minusNanos(System.nanoTime() - start);
            Duration left = byWall.compareTo(byTicks) < 0 ? byWall : byTicks;
            if (!left.isPositive()) {
                return;
            }
            Duration slice = left.compareTo(clockCheck) < 0 ? left : clockCheck;
            if (closed.await(slice.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedException("provider " + provider + " is closed");
            }
        }
    }
}
