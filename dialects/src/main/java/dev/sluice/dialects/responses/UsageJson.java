package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonOutput;
import java.util.Optional;

/** Reads and writes what an answer cost. */
final class UsageJson {
    private UsageJson() {}

    static Optional<Usage> read(Fields response) {
        return response.fields("usage").map(usage -> {
            Optional<Fields> input = usage.fields("input_tokens_details");
            Optional<Fields> output = usage.fields("output_tokens_details");
            return new Usage(
                    count(usage, "input_tokens"),
                    input.map(details -> count(details, "cached_tokens")).orElse(0L),
                    input.map(details -> count(details, "cache_write_tokens")).orElse(0L),
                    count(usage, "output_tokens"),
                    output.map(details -> count(details, "reasoning_tokens")).orElse(0L));
        });
    }

    private static long count(Fields counts, String name) {
        return Math.max(0, counts.whole(name).orElse(0L));
    }

    static void write(Usage usage, JsonOutput out) {
        out.object()
                .add("input_tokens", usage.input())
                .name("input_tokens_details")
                .object()
                .add("cached_tokens", usage.cacheRead())
                .add("cache_write_tokens", usage.cacheWrite())
                .endObject()
                .add("output_tokens", usage.output())
                .name("output_tokens_details")
                .object()
                .add("reasoning_tokens", usage.reasoning())
                .endObject()
                .add("total_tokens", usage.input() + usage.output())
                .endObject();
    }
}
