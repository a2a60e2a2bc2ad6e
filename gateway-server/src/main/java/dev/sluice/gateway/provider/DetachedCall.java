package dev.sluice.gateway.provider;

import dev.sluice.provider.Reply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call on a thread of its own, which its caller may cancel. A reply that arrives after that is closed. */
final class DetachedCall<T extends @Nullable Object> {
    private static final Logger LOGGER = System.getLogger(DetachedCall.class.getName());

    private final Supplier<? extends T> call;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Outcome<T>> outcome = new AtomicReference<>();
    private final Thread thread;
    private final long startedAt = System.nanoTime();
    private @Nullable Runnable afterwards;

    /** How a call ended; both are null after cancellation. */
    private record Outcome<T extends @Nullable Object>(
            @Nullable T value, @Nullable Throwable failure) {}

    private DetachedCall(String name, Supplier<? extends T> call) {
        this.call = call;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    static <T extends @Nullable Object> DetachedCall<T> start(String name, Supplier<? extends T> call) {
        DetachedCall<T> started = new DetachedCall<>(name, call);
        started.thread.start();
        return started;
    }

    /** Waits for the call to end; false on timeout. */
    boolean await(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits regardless of interrupts, and leaves the thread interrupted if it was. */
    boolean awaitUninterruptibly(Duration limit) {
        boolean interrupted = Thread.interrupted();
        try {
            return await(limit);
        } catch (InterruptedException e) {
            interrupted = true;
            return ended();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    boolean ended() {
        return ended.getCount() == 0;
    }

    /** Returns the call's result, or throws its failure. Only after it has ended. */
    @SuppressWarnings("NullAway") // What the call returned is null only where its type says so.
    T result() {
        Outcome<T> known = outcome.get();
        if (known == null) {
            throw new IllegalStateException("the call has not ended");
        }
        if (known.failure() instanceof RuntimeException e) {
            throw e;
        }
        if (known.failure() instanceof Error e) {
            throw e;
        }
        return known.value();
    }

    /** Interrupts the call and discards its result. */
    void cancel() {
        if (!outcome.compareAndSet(null, new Outcome<>(null, null))) {
            close(outcome.get());
        }
        thread.interrupt();
    }

    /** Runs an action when the call has ended, at once if it already has. */
    void whenEnded(Runnable then) {
        synchronized (ended) {
            if (!ended()) {
                afterwards = then;
                return;
            }
        }
        then.run();
    }

    private void run() {
        Outcome<T> result;
        try {
            result = new Outcome<>(call.get(), null);
        } catch (Throwable e) {
            result = new Outcome<>(null, e);
        }
        try {
            if (!outcome.compareAndSet(null, result)) {
                close(result);
            }
        } finally {
            end();
        }
    }

    private void end() {
        Runnable then;
        synchronized (ended) {
            ended.countDown();
            then = afterwards;
        }
        if (then != null) {
            then.run();
        }
    }

    private static void close(@Nullable Outcome<?> late) {
        if (late != null && late.value() instanceof Reply reply) {
            try {
                reply.close();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.DEBUG, "a reply that arrived after its call was cancelled could not be closed", e);
            }
        }
    }
}
