package dev.sluice.gateway.limits;

import dev.sluice.gateway.config.LimitsConfig;
import dev.sluice.gateway.limits.UsageStore.Holder;
import io.helidon.metrics.api.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rate limits of all client keys and providers. Safe for use by several threads. */
public final class RateLimits {
    private final Supplier<LimitsConfig> config;
    private final UsageStore store;
    private final LimitErrors keyErrors;
    private final LimitErrors providerErrors;

    /** {@code config} is read for every request; {@code store} may be shared with other gateways. */
    public RateLimits(Supplier<LimitsConfig> config, MeterRegistry meters, UsageStore store) {
        this.config = config;
        this.store = store;
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
                ? admission(Holder.ALL_CLIENTS, scope.standard(), keyErrors)
                : admission(new Holder(Holder.Kind.KEY, name), scope.of(name), keyErrors);
    }

    /** Starts a request to a provider. To be closed when the reply has ended. */
    public Admission ofProvider(String id) {
        LimitsConfig.Limit limit = config.get().providers().of(id);
        return admission(new Holder(Holder.Kind.PROVIDER, id), limit, providerErrors);
    }

    private Admission admission(Holder holder, LimitsConfig.Limit limit, LimitErrors errors) {
        return limit.isNone() ? Admission.UNLIMITED : new LimitedAdmission(store.of(holder), limit, holder, errors);
    }
}
