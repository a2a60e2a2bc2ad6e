package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonOutput;

/** Tokens as Google counts them: thoughts beside the answer, not among it. */
final class UsageMetadata {
    private UsageMetadata() {}

    static Usage read(Fields metadata) {
        long thoughts = count(metadata, "thoughtsTokenCount");
        return new Usage(
                count(metadata, "promptTokenCount") + count(metadata, "toolUsePromptTokenCount"),
                count(metadata, "cachedContentTokenCount"),
                0,
                count(metadata, "candidatesTokenCount") + thoughts,
                thoughts);
    }

    static void write(Usage usage, JsonOutput out) {
        out.object()
                .add("promptTokenCount", usage.input())
                .add("candidatesTokenCount", Math.max(0, usage.output() - usage.reasoning()))
                .add("totalTokenCount", usage.input() + usage.output());
        if (usage.cacheRead() > 0) {
            out.add("cachedContentTokenCount", usage.cacheRead());
        }
        if (usage.reasoning() > 0) {
            out.add("thoughtsTokenCount", usage.reasoning());
        }
        out.endObject();
    }

    private static long count(Fields metadata, String name) {
        return Math.clamp(metadata.whole(name).orElse(0L), 0, Integer.MAX_VALUE);
    }
}
