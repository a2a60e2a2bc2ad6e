package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonOutput;
import java.util.Optional;

/** Reads and writes {@code usage}. */
final class UsageFields {
    private UsageFields() {}

    static Optional<Usage> read(Fields reply) {
        return reply.fields("usage").map(usage -> {
            Optional<Fields> prompt = usage.fields("prompt_tokens_details");
            Optional<Fields> completion = usage.fields("completion_tokens_details");
            return new Usage(
                    count(usage, "prompt_tokens"),
                    prompt.map(details -> count(details, "cached_tokens")).orElse(0L),
                    prompt.map(details -> count(details, "cache_write_tokens")).orElse(0L),
                    count(usage, "completion_tokens"),
                    completion
                            .map(details -> count(details, "reasoning_tokens"))
                            .orElse(0L));
        });
    }

    static void write(Usage usage, JsonOutput out) {
        out.object()
                .add("prompt_tokens", usage.input())
                .add("completion_tokens", usage.output())
                .add("total_tokens", usage.input() + usage.output())
                .name("prompt_tokens_details")
                .object()
                .add("cached_tokens", usage.cacheRead())
                .add("cache_write_tokens", usage.cacheWrite())
                .add("audio_tokens", 0)
                .endObject()
                .name("completion_tokens_details")
                .object()
                .add("reasoning_tokens", usage.reasoning())
                .add("audio_tokens", 0)
                .add("accepted_prediction_tokens", 0)
                .add("rejected_prediction_tokens", 0)
                .endObject()
                .endObject();
    }

    private static long count(Fields fields, String name) {
        return Math.max(0, fields.whole(name).orElse(0L));
    }
}
