package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ProviderContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When the next refresh runs in the background: ahead of the token's end, and ever more rarely while it fails. */
final class RefreshSchedule {
    /** Whatever GitHub says, the background never asks more often than this. */
    private static final Duration SHORTEST = Duration.ofSeconds(15);

    private final ProviderContext context;
    private final Runnable refresh;
    private final BackOff backOff =
            new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5), RandomGenerator.getDefault());
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable CopilotToken planned;
    private volatile Instant notBefore = Instant.MIN;
    private @Nullable Future<?> next;
    private boolean closed;

    RefreshSchedule(ProviderContext context, Runnable refresh) {
        this.context = context;
        this.refresh = refresh;
    }

    /** Plans the refresh of a token, unless that is done already. */
    void plan(CopilotToken token) {
        if (planned != null && token.equals(planned)) {
            return;
        }
        Duration left = Duration.between(context.clock().instant(), token.life().refreshAt());
        backOff.reset();
        notBefore = Instant.MIN;
        planned = token;
        schedule(left.compareTo(SHORTEST) < 0 ? SHORTEST : left);
    }

    /** Plans another attempt after one that failed for a passing reason. */
    void planRetry(Duration atLeast) {
        Duration step = backOff.next();
        Duration wait = step.compareTo(atLeast) < 0 ? atLeast : step;
        notBefore = context.clock().instant().plus(wait);
        schedule(wait);
    }

    /** Plans nothing until the next token, nor lets requests try before a while has passed. */
    void pause(Duration wait) {
        notBefore = context.clock().instant().plus(wait);
        stop(false);
    }

    /** Tells whether a request that sees a token near its end may have it refreshed now. */
    boolean mayTry() {
        return !context.clock().instant().isBefore(notBefore);
    }

    void close() {
        stop(true);
    }

    private void schedule(Duration delay) {
        lock.lock();
        try {
            if (next != null) {
                next.cancel(false);
            }
            next = closed ? null : context.tasks().schedule("copilot-token-refresh", delay, refresh);
        } finally {
            lock.unlock();
        }
    }

    private void stop(boolean forGood) {
        lock.lock();
        try {
            closed |= forGood;
            if (next != null) {
                next.cancel(forGood);
                next = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
