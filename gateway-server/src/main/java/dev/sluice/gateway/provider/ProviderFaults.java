package dev.sluice.gateway.provider;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts, under a provider's name, what its code does that it should not. Outlives the provider, as counts do. */
final class ProviderFaults {
    /** What code may do wrong. */
    enum Kind {
        /** It threw what no contract speaks of, or returned null. */
        DEFECT,
        /** It did not return in time. */
        HANG,
        /** It went on after the provider was closed. */
        LEAK
    }

    private final AtomicInteger abandoned = new AtomicInteger();
    private final Map<Kind, Counter> counters = new EnumMap<>(Kind.class);

    private ProviderFaults() {}

    /** Counts in metrics. */
    static ProviderFaults of(String provider, MeterRegistry meters) {
        ProviderFaults faults = new ProviderFaults();
        Tag tag = Tag.create("provider", provider);
        for (Kind kind : Kind.values()) {
            faults.counters.put(
                    kind,
                    meters.getOrCreate(Counter.builder("sluice_provider_faults")
                            .description("What a provider's code did that it should not")
                            .tags(List.of(tag, Tag.create("kind", kind.name().toLowerCase(Locale.ROOT))))));
        }
        meters.getOrCreate(Gauge.<Integer>builder("sluice_provider_abandoned_calls", faults::abandoned)
                .description("Calls into a provider that never returned, and are waited for no longer")
                .addTag(tag));
        return faults;
    }

    /** Counts nowhere: for code that is no provider's yet. */
    static ProviderFaults uncounted() {
        return new ProviderFaults();
    }

    void count(Kind kind) {
        Counter counter = counters.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Notes that nobody waits for a call any more, which still runs. */
    void abandon() {
        abandoned.incrementAndGet();
    }

    /** Notes that such a call has ended after all. */
    void returned() {
        abandoned.decrementAndGet();
    }

    /** Tells how many calls still run that nobody waits for. */
    int abandoned() {
        return abandoned.get();
    }
}
