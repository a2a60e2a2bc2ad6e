package dev.sluice.gateway.provider;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs code that promised to return promptly, and stops waiting where it does not. */
final class TimeLimit {
    private final Duration limit;

    TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /**
     * Runs a call on a platform thread of its own; on a virtual one, code that spins would keep a carrier from all
     * others. On a timeout the thread is interrupted. The name is for thread dumps.
     */
    <T> T call(String name, Supplier<T> call) throws TimeoutException, ExecutionException {
        FutureTask<T> task = new FutureTask<>(call::get);
        Thread.ofPlatform().daemon().name(name).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.cancel(true);
            throw new ExecutionException("interrupted while waiting for " + name, e);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new TimeoutException("it did not return within " + limit.toSeconds() + " s");
        }
    }
}
