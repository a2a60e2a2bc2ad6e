package dev.sluice.gateway.limits;

import dev.sluice.gateway.config.LimitsConfig;
import io.helidon.metrics.api.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of all client keys and providers. What was used is kept for the life of the process, and so is a name once
 * it had a limit: there are as many as were ever configured. Safe for use by several threads.
 */
public final class RateLimits {
    private static final String EVERYBODY = "";

    private final Supplier<LimitsConfig> config;
    private final LongSupplier ticker;
    private final Refusals keyRefusals;
    private final Refusals providerRefusals;
    private final Map<String, Limiter> keys = new ConcurrentHashMap<>();
    private final Map<String, Limiter> providers = new ConcurrentHashMap<>();

    /**
     * Makes limits of which nothing has been used.
     *
     * @param config what holds, asked for every request
     * @param ticker tells nanoseconds, and never goes back
     */
    public RateLimits(Supplier<LimitsConfig> config, MeterRegistry meters, LongSupplier ticker) {
        this.config = config;
        this.ticker = ticker;
        this.keyRefusals = new Refusals("key", meters);
        this.providerRefusals = new Refusals("provider", meters);
    }

    /**
     * Begins a request of a client.
     *
     * @param name the client key's name; null if no key is asked for, so that all clients count as one
     * @return to be closed when the answer has ended
     */
    public Admission ofKey(@Nullable String name) {
        LimitsConfig.Scope scope = config.get().keys();
        return name == null
                ? admission(keys, EVERYBODY, scope.standard(), "all clients of this gateway", keyRefusals)
                : admission(keys, name, scope.of(name), "the client key " + name, keyRefusals);
    }

    /**
     * Begins a request to a provider.
     *
     * @return to be closed when the answer has ended
     */
    public Admission ofProvider(String id) {
        LimitsConfig.Limit limit = config.get().providers().of(id);
        return admission(providers, id, limit, "the provider " + id, providerRefusals);
    }

    private Admission admission(
            Map<String, Limiter> limiters, String name, LimitsConfig.Limit limit, String holder, Refusals refusals) {
        if (limit.isNone()) {
            return Admission.FREE;
        }
        Limiter limiter = limiters.get(name);
        if (limiter == null) {
            limiter = limiters.computeIfAbsent(name, key -> new Limiter(ticker));
        }
        return new LimitedAdmission(limiter, limit, holder, refusals);
    }
}
