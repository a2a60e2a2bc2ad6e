package dev.sluice.gateway.provider;

import dev.sluice.gateway.provider.ProviderFaults.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls into a drop-in JAR on threads of their own, with time limits, so that a call that never returns costs a
 * thread and not its caller. Safe for use by several threads.
 */
final class DetachedCalls {
    private static final Logger LOGGER = System.getLogger(DetachedCalls.class.getName());

    /** How long an interrupted call has to return before its thread counts as abandoned. */
    static final Duration INTERRUPT_GRACE = Duration.ofSeconds(1);

    /** With so many threads that never returned, the provider is called no more. */
    private static final int MAX_ABANDONED = 100;

    private final String provider;
    private final ProviderFaults faults;
    private final Map<String, DetachedCall<?>> prompt = new ConcurrentHashMap<>();

    DetachedCalls(String provider, ProviderFaults faults) {
        this.provider = provider;
        this.faults = faults;
    }

    /**
     * Runs a call and waits for it. If the waiting thread is interrupted, so is the call. {@code what} names it in
     * messages; it throws nothing but {@link ProviderException}.
     */
    <T extends @Nullable Object> T call(String what, Duration limit, Supplier<? extends T> call) {
        requireFewAbandoned();
        return await(what, limit, start(what, call));
    }

    /**
     * Runs a call that should return at once. While the last one of its name is over its limit, it fails without a
     * call.
     */
    <T extends @Nullable Object> T prompt(String what, Duration limit, Supplier<? extends T> call) {
        DetachedCall<?> last = prompt.get(what);
        if (last != null && !last.ended() && last.age().compareTo(limit) > 0) {
            throw timeout(what, limit);
        }
        requireFewAbandoned();
        DetachedCall<T> running = start(what, call);
        prompt.put(what, running);
        return await(what, limit, running);
    }

    /** Counts a thread that ignores its interrupt, until it ends. */
    void abandon(String what, DetachedCall<?> call) {
        faults.abandon();
        call.whenEnded(faults::returned);
        LOGGER.log(
                Level.WARNING,
                () -> "provider " + provider + " does not return from " + what
                        + ", although its thread was interrupted; the thread is abandoned");
    }

    /** Counts a timeout, and makes its failure. */
    ProviderException timedOut(String what, Duration limit) {
        faults.count(Kind.HANG);
        return timeout(what, limit);
    }

    private ProviderException timeout(String what, Duration limit) {
        return ProviderException.builder(
                        ErrorKind.UPSTREAM_TIMEOUT,
                        "Provider " + provider + " did not return from " + what + " within " + limit.toSeconds()
                                + " s.")
                .code("provider_hangs")
                .build();
    }

    /** Starts a call without waiting for it. */
    <T extends @Nullable Object> DetachedCall<T> start(String what, Supplier<? extends T> call) {
        return DetachedCall.start("sluice-" + provider + "-" + what.replace(' ', '-'), call);
    }

    private void requireFewAbandoned() {
        if (faults.abandoned() >= MAX_ABANDONED) {
            throw ProviderException.builder(
                            ErrorKind.UPSTREAM_UNAVAILABLE,
                            "Provider " + provider + " has " + MAX_ABANDONED
                                    + " calls that never returned, and is not called any more. Replace its JAR, or restart"
                                    + " the gateway.")
                    .code("provider_hangs")
                    .build();
        }
    }

    private <T extends @Nullable Object> T await(String what, Duration limit, DetachedCall<T> running) {
        try {
            if (running.await(limit)) {
                return running.result();
            }
        } catch (InterruptedException e) {
            cancel(what, running);
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the call to provider " + provider + " was cancelled", e);
        }
        cancel(what, running);
        throw timedOut(what, limit);
    }

    private void cancel(String what, DetachedCall<?> running) {
        running.cancel();
        if (!running.awaitUninterruptibly(INTERRUPT_GRACE)) {
            abandon(what, running);
        }
    }
}
