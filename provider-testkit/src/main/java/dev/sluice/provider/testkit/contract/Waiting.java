package dev.sluice.provider.testkit.contract;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a call on a thread of its own, which a test interrupts. */
final class Waiting {
    private final FutureTask<Object> task;
    private final Thread thread;
    private volatile boolean interrupted;

    private Waiting(Callable<?> call) {
        this.task = new FutureTask<>(() -> {
            try {
                return call.call();
            } finally {
                interrupted = Thread.currentThread().isInterrupted();
            }
        });
        this.thread = Thread.ofVirtual().name("contract-waiting").start(task);
    }

    static Waiting start(Callable<?> call) {
        return new Waiting(call);
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Whether the thread was still marked as interrupted when the call ended. */
    boolean interrupted() {
        return interrupted;
    }

    /** Returns or throws what the call did. */
    Object outcome() throws Exception {
        try {
            return task.get(Replies.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the call did not end", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new AssertionError("the call failed by an error", e.getCause());
        }
    }
}
