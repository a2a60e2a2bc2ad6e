package dev.sluice.gateway.resilience;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.BiPredicate;

/** The bulkhead, circuit breakers and metrics of one provider. */
final class ProviderGuard {
    private final Bulkhead bulkhead;
    private final Breakers breakers;
    private final Counter succeeded;
    private final Map<ErrorKind, Counter> failed = new EnumMap<>(ErrorKind.class);
    private final Map<ErrorKind, Counter> retried = new EnumMap<>(ErrorKind.class);
    private final Counter refused;

    ProviderGuard(
            String provider,
            ResilienceConfig settings,
            ExecutorService timer,
            MeterRegistry meters,
            BiPredicate<String, String> listed) {
        this.bulkhead = new Bulkhead(provider, settings.bulkhead());
        this.breakers = new Breakers(provider, settings.breaker(), timer, meters, listed);
        Tag tag = Tag.create("provider", provider);
        this.succeeded = attempts(meters, tag, "ok");
        for (ErrorKind kind : ErrorKind.values()) {
            failed.put(kind, attempts(meters, tag, label(kind)));
            if (kind.isTransient() || kind == ErrorKind.RATE_LIMITED) {
                retried.put(
                        kind,
                        meters.getOrCreate(Counter.builder("sluice_upstream_retries")
                                .description("Retries, by reason")
                                .tags(List.of(tag, Tag.create("reason", label(kind))))));
            }
        }
        this.refused = meters.getOrCreate(Counter.builder("sluice_upstream_retries_refused")
                .description("Retries that the retry budget did not allow")
                .addTag(tag));
        meters.getOrCreate(Gauge.<Integer>builder("sluice_upstream_in_flight", bulkhead::inFlight)
                .description("Requests in flight at a provider, until their replies are relayed")
                .addTag(tag));
        meters.getOrCreate(Gauge.<Integer>builder("sluice_upstream_waiting", bulkhead::waiting)
                .description("Requests that wait because the provider is at its concurrency limit")
                .addTag(tag));
    }

    Bulkhead bulkhead() {
        return bulkhead;
    }

    /** Applies new settings from the next request on; the state of unchanged parts is kept. */
    void change(ResilienceConfig next) {
        bulkhead.change(next.bulkhead());
        breakers.change(next.breaker());
    }

    /** Forgets the failures of an earlier provider of the same id. */
    void forget() {
        breakers.forget();
    }

    Breakers breakers() {
        return breakers;
    }

    void countSuccess() {
        succeeded.increment();
    }

    void countFailure(ProviderException failure) {
        count(failed, failure);
    }

    void countRetry(ProviderException reason) {
        count(retried, reason);
    }

    void countRefusedRetry() {
        refused.increment();
    }

    static String label(ErrorKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void count(Map<ErrorKind, Counter> counters, ProviderException failure) {
        Counter counter = counters.get(failure.kind());
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter attempts(MeterRegistry meters, Tag provider, String outcome) {
        return meters.getOrCreate(Counter.builder("sluice_upstream_attempts")
                .description("Attempts to call a provider, by outcome")
                .tags(List.of(provider, Tag.create("outcome", outcome))));
    }
}
