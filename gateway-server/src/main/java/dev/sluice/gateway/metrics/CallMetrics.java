package dev.sluice.gateway.metrics;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.TokenUsage;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Calls to models: time and tokens under OpenTelemetry's names, streams by the way they ended. */
public final class CallMetrics {
    private final MeterRegistry registry;
    private final Map<CallLabels, CallMeters> meters = new ConcurrentHashMap<>();
    private final Map<String, Counter> streams = new ConcurrentHashMap<>();

    public CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Records a call that is over.
     *
     * @param firstTokenNanos from its start to the first event of a stream; 0 if there was none
     */
    public void ended(CallLabels labels, long durationNanos, long firstTokenNanos, Optional<TokenUsage> usage) {
        CallMeters of = meters.get(labels);
        if (of == null) {
            of = meters.computeIfAbsent(labels, key -> new CallMeters(registry, key));
        }
        of.duration(durationNanos);
        if (firstTokenNanos > 0) {
            of.firstToken(firstTokenNanos);
        }
        if (usage.isPresent()) {
            TokenUsage tokens = usage.get();
            of.tokens(tokens.input(), tokens.output());
            if (firstTokenNanos > 0 && tokens.output() > 1) {
                of.outputToken((durationNanos - firstTokenNanos) / (tokens.output() - 1));
            }
        }
    }

    /** Counts a provider that did not answer where another model may. */
    public void fellBack(String provider, ErrorKind reason) {
        registry.getOrCreate(Counter.builder("sluice_fallbacks")
                        .description("Candidates that failed and were followed by the next one, by provider and reason")
                        .tags(List.of(
                                Tag.create("provider", provider),
                                Tag.create("reason", reason.name().toLowerCase(Locale.ROOT)))))
                .increment();
    }

    /** Counts a hedged request to a provider, while another one was silent. */
    public void hedged(String provider) {
        hedges("sluice_hedges", "Calls to a provider beside another one that had not answered yet", provider);
    }

    /** Counts a hedged request that was answered first. */
    public void hedgeWon(String provider) {
        hedges("sluice_hedges_won", "Hedged calls that answered first", provider);
    }

    private void hedges(String name, String description, String provider) {
        registry.getOrCreate(Counter.builder(name).description(description).addTag(Tag.create("provider", provider)))
                .increment();
    }

    /**
     * Counts a stream that is over.
     *
     * @param ending how it ended, one of the gateway's own words
     */
    public void streamEnded(String ending) {
        streams.computeIfAbsent(
                        ending,
                        key -> registry.getOrCreate(Counter.builder("sluice_streams")
                                .description("Streams that have ended, by outcome")
                                .tags(List.of(Tag.create("ending", key)))))
                .increment();
    }
}
