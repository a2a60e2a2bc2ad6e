package dev.sluice.gateway.models;

import dev.sluice.json.JsonText;
import dev.sluice.provider.Dialect;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Writes models as Gemini's list has them. */
final class GeminiModels {
    private GeminiModels() {}

    /** All of them on one page. */
    static String list(List<ModelListing.Entry> models) {
        return models.stream().map(GeminiModels::one).collect(Collectors.joining(",", "{\"models\":[", "]}"));
    }

    static String one(ModelListing.Entry entry) {
        boolean embeds = entry.model().dialects().contains(Dialect.EMBEDDINGS);
        OptionalLong input = entry.model().promptTokens().isPresent()
                ? entry.model().promptTokens()
                : entry.model().contextTokens();
        return "{\"name\":" + JsonText.quote("models/" + entry.id())
                + ",\"displayName\":" + JsonText.quote(entry.model().name())
                + limit("inputTokenLimit", input)
                + limit("outputTokenLimit", entry.model().outputTokens())
                + ",\"supportedGenerationMethods\":"
                + (embeds
                        ? "[\"embedContent\",\"batchEmbedContents\"]"
                        : "[\"generateContent\",\"streamGenerateContent\",\"countTokens\"]")
                + "}";
    }

    private static String limit(String name, OptionalLong tokens) {
        return tokens.isPresent() ? ",\"" + name + "\":" + tokens.getAsLong() : "";
    }
}
