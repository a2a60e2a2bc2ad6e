package dev.sluice.provider.support;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Meters;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The keys that a person has for one upstream, used in turn. One that the upstream refused is left alone until it is
 * changed, or for ten minutes: upstreams err as well. One whose limit is reached rests as long as the upstream says,
 * and is used before that only if there is no other. So does one that may not use a model, for that model and ten
 * minutes.
 *
 * <p>Several keys spread a load over what their owner has been given. They get round no limit: upstreams count by
 * account, and forbid accounts that exist to be counted apart. Safe for use by several threads.
 */
public final class ApiKeys {
    private static final Duration REFUSED = Duration.ofMinutes(10);
    private static final Duration NOT_ENTITLED = Duration.ofMinutes(10);
    private static final Duration RATE_LIMITED = Duration.ofSeconds(20);
    private static final Duration QUOTA_EXHAUSTED = Duration.ofMinutes(5);
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final SecretSource source;
    private final String cure;
    private final boolean needed;
    private final InstantSource clock;
    private final Meters meters;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<Secret, KeyState> states = new ConcurrentHashMap<>();

    /**
     * Makes the keys of an upstream that can be called without one.
     *
     * @param source where they are written down, asked anew for every call
     * @param clock to tell when a rest is over
     * @param meters count what becomes of keys, as {@code key}
     * @return the keys
     */
    public static ApiKeys optional(SecretSource source, InstantSource clock, Meters meters) {
        return new ApiKeys(source, "", false, clock, meters);
    }

    /**
     * Makes the keys of an upstream that wants one.
     *
     * @param source where they are written down, asked anew for every call
     * @param cure a sentence that tells a person where to write a key down
     * @param clock to tell when a rest is over
     * @param meters count what becomes of keys, as {@code key}
     * @return the keys
     */
    public static ApiKeys needed(SecretSource source, String cure, InstantSource clock, Meters meters) {
        return new ApiKeys(source, cure, true, clock, meters);
    }

    private ApiKeys(SecretSource source, String cure, boolean needed, InstantSource clock, Meters meters) {
        this.source = source;
        this.cure = cure;
        this.needed = needed;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Says why no call can be sent.
     *
     * @return nothing if there is a key that was not refused, or none is needed
     */
    public Optional<String> readinessProblem() {
        List<Secret> keys = source.all();
        if (keys.isEmpty()) {
            return needed ? Optional.of("There is no key. " + cure) : Optional.empty();
        }
        Instant now = clock.instant();
        return keys.stream().allMatch(key -> state(key).refused(now))
                ? Optional.of(refusedAll(keys.size()))
                : Optional.empty();
    }

    /**
     * Picks the keys that a call may be sent with, the one whose turn it is first.
     *
     * @return empty if the upstream is to be called without a key
     * @throws ProviderException with {@link ErrorKind#SIGN_IN_REQUIRED} if there is no key that is any good
     */
    List<Secret> inTurn(String model) {
        List<Secret> keys = new ArrayList<>(source.all());
        if (keys.isEmpty()) {
            if (needed) {
                throw signInRequired("There is no key. " + cure);
            }
            return keys;
        }
        states.keySet().retainAll(keys);
        Collections.rotate(keys, -Math.floorMod(turn.getAndIncrement(), keys.size()));
        int all = keys.size();
        Instant now = clock.instant();
        keys.removeIf(key -> state(key).refused(now));
        if (keys.isEmpty()) {
            throw signInRequired(refusedAll(all));
        }
        List<Secret> free =
                keys.stream().filter(key -> !state(key).rests(model, now)).toList();
        return free.isEmpty() ? List.of(soonest(keys, model)) : free;
    }

    /**
     * Learns from a failure.
     *
     * @return whether another key may do better
     */
    boolean learn(Secret key, String model, ProviderException failure) {
        Instant now = clock.instant();
        switch (failure.kind()) {
            case SIGN_IN_REQUIRED -> {
                state(key).refuse(now.plus(REFUSED));
                meters.count("key", "refused");
            }
            case NOT_ENTITLED -> {
                // What is asked of no model in particular, such as their list, says nothing of any.
                if (!model.equals(KeyState.ALL_MODELS)) {
                    state(key).rest(model, now, now.plus(NOT_ENTITLED));
                }
                meters.count("key", "not_entitled");
            }
            case RATE_LIMITED -> {
                state(key).rest(model, now, now.plus(rest(failure, RATE_LIMITED)));
                meters.count("key", "rate_limited");
            }
            case QUOTA_EXHAUSTED -> {
                state(key).rest(KeyState.ALL_MODELS, now, now.plus(rest(failure, QUOTA_EXHAUSTED)));
                meters.count("key", "quota_exhausted");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Secret soonest(List<Secret> keys, String model) {
        return keys.stream()
                .min(Comparator.comparing(key -> state(key).restsUntil(model)))
                .orElseThrow();
    }

    private KeyState state(Secret key) {
        return states.computeIfAbsent(key, each -> new KeyState());
    }

    private static Duration rest(ProviderException failure, Duration usual) {
        Duration said = failure.retryAfter().orElse(usual);
        return said.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : said;
    }

    private String refusedAll(int count) {
        String who = count == 1 ? "The key was refused; it is" : "All " + count + " keys were refused; they are";
        return who + " not sent again until changed, or until ten minutes have passed. " + cure;
    }

    private static ProviderException signInRequired(String message) {
        return ProviderException.builder(ErrorKind.SIGN_IN_REQUIRED, message.strip())
                .code("invalid_api_key")
                .build();
    }
}
