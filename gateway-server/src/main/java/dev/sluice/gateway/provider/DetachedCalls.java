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
 * Runs calls into a provider on threads of their own, so that one that never returns costs a thread and not its caller.
 * Safe for use by several threads.
 */
final class DetachedCalls {
    private static final Logger LOGGER = System.getLogger(DetachedCalls.class.getName());

    /** How long a call that was interrupted has to end in good order. */
    static final Duration LAST_CHANCE = Duration.ofSeconds(1);

    /** A provider with so many calls that never returned is not given another. */
    private static final int MOST_ABANDONED = 100;

    private final String provider;
    private final ProviderFaults faults;
    private final Map<String, DetachedCall<?>> prompt = new ConcurrentHashMap<>();

    DetachedCalls(String provider, ProviderFaults faults) {
        this.provider = provider;
        this.faults = faults;
    }

    /**
     * Runs a call and waits for it. If the waiting thread is interrupted, so is the call.
     *
     * @param what the call, for messages
     * @param limit how long to wait
     * @param call throws nothing but {@link ProviderException}
     * @return what the call returns
     */
    <T extends @Nullable Object> T call(String what, Duration limit, Supplier<? extends T> call) {
        requireFew();
        return await(what, limit, start(what, call));
    }

    /** Runs a call that should return at once; while the last one of its kind takes longer, there is no other. */
    <T extends @Nullable Object> T prompt(String what, Duration limit, Supplier<? extends T> call) {
        DetachedCall<?> last = prompt.get(what);
        if (last != null && !last.ended() && last.age().compareTo(limit) > 0) {
            throw late(what, limit);
        }
        requireFew();
        DetachedCall<T> running = start(what, call);
        prompt.put(what, running);
        return await(what, limit, running);
    }

    /** Notes that a thread of the provider's does not come back; it is counted for as long as that is so. */
    void abandon(String what, DetachedCall<?> call) {
        faults.abandon();
        call.whenEnded(faults::returned);
        LOGGER.log(
                Level.WARNING,
                () -> "provider " + provider + " does not return from " + what
                        + ", although its thread was interrupted; it is waited for no longer");
    }

    /** Counts a call that took too long, and makes its failure. */
    ProviderException hung(String what, Duration limit) {
        faults.count(Kind.HANG);
        return late(what, limit);
    }

    private ProviderException late(String what, Duration limit) {
        return ProviderException.builder(
                        ErrorKind.UPSTREAM_TIMEOUT,
                        "Provider " + provider + " has not come back from " + what + " within " + limit.toSeconds()
                                + " s.")
                .code("provider_hangs")
                .build();
    }

    /** Runs something that nobody waits for here. */
    <T extends @Nullable Object> DetachedCall<T> start(String what, Supplier<? extends T> call) {
        return DetachedCall.start("sluice-" + provider + "-" + what.replace(' ', '-'), call);
    }

    private void requireFew() {
        if (faults.abandoned() >= MOST_ABANDONED) {
            throw ProviderException.builder(
                            ErrorKind.UPSTREAM_UNAVAILABLE,
                            "Provider " + provider + " has " + MOST_ABANDONED
                                    + " calls that never came back, and is given no more. Replace its JAR, or restart"
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
            giveUp(what, running);
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the call to provider " + provider + " was ended", e);
        }
        giveUp(what, running);
        throw hung(what, limit);
    }

    private void giveUp(String what, DetachedCall<?> running) {
        running.giveUp();
        if (!running.awaitCalmly(LAST_CHANCE)) {
            abandon(what, running);
        }
    }
}
