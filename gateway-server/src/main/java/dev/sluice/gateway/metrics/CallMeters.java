package dev.sluice.gateway.metrics;

import io.helidon.metrics.api.DistributionStatisticsConfig;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The meters of one set of labels, each registered at its first value. */
final class CallMeters {
    private static final double[] NO_PERCENTILES = {};

    private final MeterRegistry registry;
    private final List<Tag> tags;
    private final Timer duration;
    private volatile @Nullable Timer firstToken;
    private volatile @Nullable Timer outputToken;
    private volatile @Nullable DistributionSummary inputTokens;
    private volatile @Nullable DistributionSummary outputTokens;

    CallMeters(MeterRegistry registry, CallLabels labels) {
        this.registry = registry;
        this.tags = List.of(
                Tag.create("gen_ai_operation_name", labels.operation()),
                Tag.create("gen_ai_provider_name", labels.provider()),
                Tag.create("gen_ai_request_model", labels.requestModel()),
                Tag.create("gen_ai_response_model", labels.responseModel()),
                Tag.create("error_type", labels.errorType()));
        this.duration = timer(
                "gen_ai_server_request_duration",
                "Duration of a model request, from its head to the end of the reply",
                Buckets.REQUEST);
    }

    void duration(long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }

    void firstToken(long nanos) {
        Timer timer = firstToken;
        if (timer == null) {
            timer = timer(
                    "gen_ai_server_time_to_first_token",
                    "Time from a request's head to the first event of its stream",
                    Buckets.FIRST_TOKEN);
            firstToken = timer;
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void outputToken(long nanos) {
        Timer timer = outputToken;
        if (timer == null) {
            timer = timer(
                    "gen_ai_server_time_per_output_token",
                    "Mean time between output tokens of a stream, after the first event",
                    Buckets.OUTPUT_TOKEN);
            outputToken = timer;
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void tokens(long input, long output) {
        DistributionSummary in = inputTokens;
        if (in == null) {
            in = tokenUsage("input");
            inputTokens = in;
        }
        in.record((double) input);
        DistributionSummary out = outputTokens;
        if (out == null) {
            out = tokenUsage("output");
            outputTokens = out;
        }
        out.record((double) output);
    }

    private Timer timer(String name, String description, Duration[] buckets) {
        return registry.getOrCreate(Timer.builder(name)
                .description(description)
                .percentiles(NO_PERCENTILES)
                .buckets(buckets)
                .tags(tags));
    }

    private DistributionSummary tokenUsage(String type) {
        List<Tag> typed = new ArrayList<>(tags);
        typed.add(Tag.create("gen_ai_token_type", type));
        return registry.getOrCreate(DistributionSummary.builder(
                        "gen_ai_client_token_usage",
                        DistributionStatisticsConfig.builder()
                                .percentiles(NO_PERCENTILES)
                                .buckets(Buckets.TOKENS))
                .description("Tokens of a model request, as the upstream counts them")
                .tags(typed));
    }
}
