package dev.sluice.provider.testkit;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs calls with a time limit, so that a hang fails a test instead of the build. */
public final class Calls {
    private Calls() {}

    /** Returns a time in seconds, shortened by {@code sluice.contract.patience} for the kit's own tests. */
    static Duration patience(int seconds) {
        return Duration.ofSeconds(Math.min(seconds, Integer.getInteger("sluice.contract.patience", seconds)));
    }

    /**
     * Runs a call on a virtual thread and waits for it.
     *
     * @param <T> what it returns
     * @param limit how long to wait; the thread is interrupted then
     * @param what names the call in the failure
     * @param call may throw
     * @return what the call returns
     * @throws AssertionError if it does not return in time
     */
    public static <T> T within(Duration limit, String what, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("contract-" + what).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new AssertionError(what + " did not end within " + limit, e);
        } catch (ExecutionException e) {
            throw sneaky(Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.cancel(true);
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }

    private static RuntimeException sneaky(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }
}
