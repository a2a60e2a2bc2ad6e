package dev.sluice.provider.support;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Incubating;
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
 * The configured keys of one upstream, used in turn. A key that the upstream refused is not used until it is changed,
 * or for ten minutes, since upstreams err as well. A key whose limit is reached has a cooldown as long as the upstream
 * says, and is used before its end only if there is no other; so has a key that may not use a model, for that model
 * and ten minutes.
 *
 * <p>Several keys spread load over what their owner has been given. They circumvent no limit: upstreams count by
 * account, and forbid accounts that exist to be counted separately. Thread-safe.
 */
@Incubating(since = "0.1")
public final class ApiKeys {
    private static final Duration REFUSED = Duration.ofMinutes(10);
    private static final Duration NOT_ENTITLED = Duration.ofMinutes(10);
    private static final Duration RATE_LIMITED = Duration.ofSeconds(20);
    private static final Duration QUOTA_EXHAUSTED = Duration.ofMinutes(5);
    private static final Duration MAX_COOLDOWN = Duration.ofHours(1);

    private final SecretSource source;
    private final String hint;
    private final boolean required;
    private final InstantSource clock;
    private final Meters meters;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<Secret, KeyCooldown> cooldowns = new ConcurrentHashMap<>();

    /**
     * Creates the keys of an upstream that can be called without one.
     *
     * @param source where they are configured, read for every call
     * @param clock tells when a cooldown ends
     * @param meters count refusals and limits of keys, as {@code key}
     * @return the keys
     */
    public static ApiKeys optional(SecretSource source, InstantSource clock, Meters meters) {
        return new ApiKeys(source, "", false, clock, meters);
    }

    /**
     * Creates the keys of an upstream that requires one.
     *
     * @param source where they are configured, read for every call
     * @param hint a sentence that tells the user where to configure a key
     * @param clock tells when a cooldown ends
     * @param meters count refusals and limits of keys, as {@code key}
     * @return the keys
     */
    public static ApiKeys required(SecretSource source, String hint, InstantSource clock, Meters meters) {
        return new ApiKeys(source, hint, true, clock, meters);
    }

    private ApiKeys(SecretSource source, String hint, boolean required, InstantSource clock, Meters meters) {
        this.source = source;
        this.hint = hint;
        this.required = required;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Says why no call can be sent; for {@link dev.sluice.provider.Provider#readinessProblem()}.
     *
     * @return nothing if there is a key that was not refused, or none is required
     */
    public Optional<String> readinessProblem() {
        List<Secret> keys = source.all();
        if (keys.isEmpty()) {
            return required ? Optional.of("There is no key. " + hint) : Optional.empty();
        }
        Instant now = clock.instant();
        return keys.stream().allMatch(key -> cooldown(key).isRefused(now))
                ? Optional.of(refusedAll(keys.size()))
                : Optional.empty();
    }

    /**
     * Returns the keys that a call may be sent with, in the order to try them; empty to call without a key.
     *
     * @throws ProviderException with {@link ErrorKind#SIGN_IN_REQUIRED} if there is no usable key
     */
    List<Secret> inTurn(String model) {
        List<Secret> keys = new ArrayList<>(source.all());
        if (keys.isEmpty()) {
            if (required) {
                throw signInRequired("There is no key. " + hint);
            }
            return keys;
        }
        cooldowns.keySet().retainAll(keys);
        Collections.rotate(keys, -Math.floorMod(turn.getAndIncrement(), keys.size()));
        int all = keys.size();
        Instant now = clock.instant();
        keys.removeIf(key -> cooldown(key).isRefused(now));
        if (keys.isEmpty()) {
            throw signInRequired(refusedAll(all));
        }
        List<Secret> available =
                keys.stream().filter(key -> !cooldown(key).isActive(model, now)).toList();
        return available.isEmpty() ? List.of(soonest(keys, model)) : available;
    }

    /**
     * Starts the cooldown that follows from a failure.
     *
     * @return whether another key may succeed
     */
    boolean recordFailure(Secret key, String model, ProviderException failure) {
        Instant now = clock.instant();
        switch (failure.kind()) {
            case SIGN_IN_REQUIRED -> {
                cooldown(key).refuse(now.plus(REFUSED));
                meters.count("key", "refused");
            }
            case NOT_ENTITLED -> {
                // A call for no particular model, such as the list of models, says nothing about any.
                if (!model.equals(KeyCooldown.ALL_MODELS)) {
                    cooldown(key).start(model, now, now.plus(NOT_ENTITLED));
                }
                meters.count("key", "not_entitled");
            }
            case RATE_LIMITED -> {
                cooldown(key).start(model, now, now.plus(duration(failure, RATE_LIMITED)));
                meters.count("key", "rate_limited");
            }
            case QUOTA_EXHAUSTED -> {
                cooldown(key).start(KeyCooldown.ALL_MODELS, now, now.plus(duration(failure, QUOTA_EXHAUSTED)));
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
                .min(Comparator.comparing(key -> cooldown(key).until(model)))
                .orElseThrow();
    }

    private KeyCooldown cooldown(Secret key) {
        return cooldowns.computeIfAbsent(key, each -> new KeyCooldown());
    }

    private static Duration duration(ProviderException failure, Duration standard) {
        Duration asked = failure.retryAfter().orElse(standard);
        return asked.compareTo(MAX_COOLDOWN) > 0 ? MAX_COOLDOWN : asked;
    }

    private String refusedAll(int count) {
        String who = count == 1 ? "The key was refused; it is" : "All " + count + " keys were refused; they are";
        return who + " not sent again until changed, or until ten minutes have passed. " + hint;
    }

    private static ProviderException signInRequired(String message) {
        return ProviderException.builder(ErrorKind.SIGN_IN_REQUIRED, message.strip())
                .code("invalid_api_key")
                .build();
    }
}
