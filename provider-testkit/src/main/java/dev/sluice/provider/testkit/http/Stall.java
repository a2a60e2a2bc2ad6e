package dev.sluice.provider.testkit.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A point at which replies stop. They go on when the time is over or {@link #release()} is called, and are abandoned
 * when the peer closes the connection or the server is closed. Thread-safe; one stall may hold several replies.
 */
public final class Stall {

    private final @Nullable Duration limit;
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private final CountDownLatch reached = new CountDownLatch(1);

    private Stall(@Nullable Duration limit) {
        this.limit = limit;
    }

    /** Holds until {@link #release()}. */
    public static Stall untilReleased() {
        return new Stall(null);
    }

    /** Holds for this long by the real clock, or until {@link #release()}. */
    public static Stall lasting(Duration time) {
        return new Stall(time);
    }

    /** Lets every answer that is held here go on, and those that come later pass at once. */
    public void release() {
        released.complete(null);
    }

    /**
     * Waits until an answer is held here.
     *
     * @return whether that happened in time
     */
    public boolean awaitReached(Duration patience) throws InterruptedException {
        return reached.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns whether the answer may go on; false when the connection ended first. */
    boolean hold(CompletableFuture<Void> connectionEnd) throws InterruptedException {
        reached.countDown();
        try {
            CompletableFuture<Object> either = CompletableFuture.anyOf(released, connectionEnd);
            if (limit == null) {
                either.get();
            } else {
                either.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException over) {
            return true;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("neither future is ever completed with a failure", failed);
        }
        return released.isDone();
    }
}
