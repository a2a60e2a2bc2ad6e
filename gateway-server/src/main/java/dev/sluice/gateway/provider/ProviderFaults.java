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

/** Counts what a provider's code does wrong, by the provider's id. Outlives the provider. */
final class ProviderFaults {
    enum Kind {
        /** It threw an unexpected exception, or returned null. */
        DEFECT,
        /** It did not return in time. */
        HANG,
        /** It kept threads running after it was closed. */
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
                            .description("What a provider's code did wrong")
                            .tags(List.of(tag, Tag.create("kind", kind.name().toLowerCase(Locale.ROOT))))));
        }
        meters.getOrCreate(Gauge.<Integer>builder("sluice_provider_abandoned_calls", faults::abandoned)
                .description("Calls into a provider that never returned, and still run")
                .addTag(tag));
        return faults;
    }

    /** Counts nowhere: for code that is not yet a provider's. */
    static ProviderFaults uncounted() {
        return new ProviderFaults();
    }

    void count(Kind kind) {
        Counter counter = counters.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Counts a call that still runs and is no longer waited for. */
    void abandon() {
        abandoned.incrementAndGet();
    }

    /** Counts that such a call has ended. */
    void returned() {
        abandoned.decrementAndGet();
    }

    /** Returns how many calls still run that are no longer waited for. */
    int abandoned() {
        return abandoned.get();
    }
}
