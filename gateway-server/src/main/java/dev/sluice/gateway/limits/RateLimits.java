package dev.sluice.gateway.limits;

import dev.sluice.gateway.config.LimitsConfig;
import io.helidon.metrics.api.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of all client keys and providers. Usage is kept for the life of the process, and so is a name once it
 * had a limit: there are as many as were ever configured. Safe for use by several threads.
 */
public final class RateLimits {
    private static final String ALL_CLIENTS = "";

    private final Supplier<LimitsConfig> config;
    private final LongSupplier ticker;
    private final LimitErrors keyErrors;
    private final LimitErrors providerErrors;
    private final Map<String, Limiter> keys = new ConcurrentHashMap<>();
    private final Map<String, Limiter> providers = new ConcurrentHashMap<>();

    /** {@code config} is read for every request; {@code ticker} returns nanoseconds and never goes back. */
    public RateLimits(Supplier<LimitsConfig> config, MeterRegistry meters, LongSupplier ticker) {
        this.config = config;
        this.ticker = ticker;
        this.keyErrors = new LimitErrors("key", meters);
        this.providerErrors = new LimitErrors("provider", meters);
    }

    /**
     * Starts a request of a client; {@code name} is null if no client key is required, so that all clients share a
     * limit. To be closed when the reply has ended.
     */
    public Admission ofKey(@Nullable String name) {
        LimitsConfig.Scope scope = config.get().keys();
        return name == null
                ? admission(keys, ALL_CLIENTS, scope.standard(), "all clients of this gateway", keyErrors)
                : admission(keys, name, scope.of(name), "the client key " + name, keyErrors);
    }

    /** Starts a request to a provider. To be closed when the reply has ended. */
    public Admission ofProvider(String id) {
        LimitsConfig.Limit limit = config.get().providers().of(id);
        return admission(providers, id, limit, "the provider " + id, providerErrors);
    }

    private Admission admission(
            Map<String, Limiter> limiters, String name, LimitsConfig.Limit limit, String holder, LimitErrors errors) {
        if (limit.isNone()) {
            return Admission.UNLIMITED;
        }
        Limiter limiter = limiters.get(name);
        if (limiter == null) {
            limiter = limiters.computeIfAbsent(name, key -> new Limiter(ticker));
        }
        return new LimitedAdmission(limiter, limit, holder, errors);
    }
}
