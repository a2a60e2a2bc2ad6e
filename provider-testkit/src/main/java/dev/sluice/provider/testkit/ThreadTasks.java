package dev.sluice.provider.testkit;

import dev.sluice.provider.Tasks;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tasks on virtual threads, in real time. */
final class ThreadTasks implements Tasks, AutoCloseable {
    private static final int PATIENCE = 10;

    private final @Nullable ClassLoader loader;
    private final Map<Thread, Future<?>> running = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    ThreadTasks(@Nullable ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public <T> Future<T> start(String name, Callable<T> work) {
        if (closed.getCount() == 0) {
            throw new RejectedExecutionException("task " + name + " comes after the provider was closed");
        }
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                task.run();
            } finally {
                running.remove(Thread.currentThread());
            }
        });
        thread.setContextClassLoader(loader);
        running.put(thread, task);
        thread.start();
        return task;
    }

    @Override
    public Future<?> schedule(String name, Duration delay, Runnable work) {
        return start(name, () -> {
            sleep(delay);
            work.run();
            return true;
        });
    }

    @Override
    public void sleep(Duration delay) throws InterruptedException {
        if (closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("the provider is closed");
        }
    }

    /** Interrupts every task, and fails for those that do not end by it. */
    @Override
    public void close() {
        closed.countDown();
        running.values().forEach(task -> task.cancel(true));
        for (Thread thread : running.keySet()) {
            try {
                if (!thread.join(Calls.patience(PATIENCE))) {
                    throw new AssertionError("task " + thread.getName() + " goes on although the provider is closed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for task " + thread.getName(), e);
            }
        }
    }
}
