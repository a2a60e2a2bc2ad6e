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

    /**
     * Makes metrics without any meter yet.
     *
     * @param registry where the meters live
     */
    public CallMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Records a call that is over.
     *
     * @param labels what it is known by
     * @param durationNanos from its start to its end
     * @param firstTokenNanos from its start to the first event of a stream; 0 if there was none
     * @param usage what it cost, if the upstream said so
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

    /**
     * Counts a provider that did not answer where another model may.
     *
     * @param provider its id
     * @param reason why it did not
     */
    public void fellBack(String provider, ErrorKind reason) {
        registry.getOrCreate(Counter.builder("sluice_fallbacks")
                        .description("Times that a model of several did not answer, by its provider and why")
                        .tags(List.of(
                                Tag.create("provider", provider),
                                Tag.create("reason", reason.name().toLowerCase(Locale.ROOT)))))
                .increment();
    }

    /**
     * Counts a provider that was asked beside another one that kept silent.
     *
     * @param provider its id
     */
    public void hedged(String provider) {
        hedges("sluice_hedges", "Times that a provider was asked beside another one that kept silent", provider);
    }

    /**
     * Counts a provider that was asked beside another one, and has begun to answer first.
     *
     * @param provider its id
     */
    public void hedgeWon(String provider) {
        hedges("sluice_hedges_won", "Times that a provider which was asked beside another one began first", provider);
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
                                .description("Streams that are over, by the way they ended")
                                .tags(List.of(Tag.create("ending", key)))))
                .increment();
    }
}
