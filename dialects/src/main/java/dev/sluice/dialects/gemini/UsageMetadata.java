package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

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

    static JsonObject write(Usage usage) {
        JsonObjectBuilder metadata = JsonTree.object()
                .add("promptTokenCount", usage.input())
                .add("candidatesTokenCount", Math.max(0, usage.output() - usage.reasoning()))
                .add("totalTokenCount", usage.input() + usage.output());
        if (usage.cacheRead() > 0) {
            metadata.add("cachedContentTokenCount", usage.cacheRead());
        }
        if (usage.reasoning() > 0) {
            metadata.add("thoughtsTokenCount", usage.reasoning());
        }
        return metadata.build();
    }

    private static long count(Fields metadata, String name) {
        return Math.clamp(metadata.whole(name).orElse(0L), 0, Integer.MAX_VALUE);
    }
}
