package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonOutput;
import java.util.Optional;

/**
 * What an answer cost, in the dialect's counts: cached tokens stand apart from the input. A stream tells them bit by
 * bit, each time as totals. Used by one thread.
 */
final class TokenCounts {
    private static final long MOST = 1L << 50;

    private long input;
    private long cacheRead;
    private long cacheWrite;
    private long output;
    private long thinking;

    /** Takes what is told; a total never shrinks. */
    void read(Fields usage) {
        input = Math.max(input, count(usage, "input_tokens"));
        cacheRead = Math.max(cacheRead, count(usage, "cache_read_input_tokens"));
        cacheWrite = Math.max(cacheWrite, count(usage, "cache_creation_input_tokens"));
        output = Math.max(output, count(usage, "output_tokens"));
        usage.fields("output_tokens_details")
                .ifPresent(details -> thinking = Math.max(thinking, count(details, "thinking_tokens")));
    }

    Usage usage() {
        return new Usage(input + cacheRead + cacheWrite, cacheRead, cacheWrite, output, thinking);
    }

    private static long count(Fields usage, String name) {
        long tokens = usage.whole(name).orElse(0L);
        if (tokens < 0 || tokens > MOST) {
            throw usage.wrong(name, "is no count of tokens");
        }
        return tokens;
    }

    /** Writes the usage of a whole message. */
    static void writeWhole(Optional<Usage> usage, JsonOutput out) {
        common(usage, out.object().addNull("cache_creation"));
        out.addNull("service_tier").addNull("inference_geo").addNull("speed").endObject();
    }

    /** Writes the usage that a stream tells in the end. */
    static void writeAtEnd(Optional<Usage> usage, JsonOutput out) {
        common(usage, out.object());
        out.endObject();
    }

    private static void common(Optional<Usage> known, JsonOutput out) {
        Usage usage = known.orElse(new Usage(0, 0, 0, 0, 0));
        out.add("input_tokens", Math.max(0, usage.input() - usage.cacheRead() - usage.cacheWrite()))
                .add("cache_creation_input_tokens", usage.cacheWrite())
                .add("cache_read_input_tokens", usage.cacheRead())
                .add("output_tokens", usage.output());
        if (usage.reasoning() > 0) {
            out.name("output_tokens_details")
                    .object()
                    .add("thinking_tokens", usage.reasoning())
                    .endObject();
        } else {
            out.addNull("output_tokens_details");
        }
        out.addNull("server_tool_use");
    }
}
