package dev.sluice.tokenstore;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The lock files that this process holds, by real path. */
final class HeldLocks {
    private static final ReentrantLock GUARD = new ReentrantLock();
    private static final Condition RELEASED = GUARD.newCondition();
    private static final Set<Path> HELD = new HashSet<>();

    private HeldLocks() {}

    static boolean add(Path path) {
        GUARD.lock();
        try {
            return HELD.add(path);
        } finally {
            GUARD.unlock();
        }
    }

    /** Removes a path that was never locked. Wakes no waiter: each would only do the same. */
    static void withdraw(Path path) {
        GUARD.lock();
        try {
            HELD.remove(path);
        } finally {
            GUARD.unlock();
        }
    }

    static void release(Path path) {
        GUARD.lock();
        try {
            HELD.remove(path);
            RELEASED.signalAll();
        } finally {
            GUARD.unlock();
        }
    }

    /** Waits until a lock of this process is released, or for so many nanoseconds; returns what remains of them. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, and polls as well
    static long awaitRelease(long nanos) throws InterruptedException {
        GUARD.lockInterruptibly();
        try {
            return RELEASED.awaitNanos(nanos);
        } finally {
            GUARD.unlock();
        }
    }
}
