package dev.sluice.provider.google;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.support.JsonFields;
import dev.sluice.provider.support.ModelPage;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * Reads Google's list of models; those that neither talk nor embed are left out.
 *
 * @see <a href="https://ai.google.dev/api/models">its reference</a>
 */
final class ModelList {
    private static final String PREFIX = "models/";

    private ModelList() {}

    /** Reads a page; nothing if the body is none. */
    static Optional<ModelPage> page(byte[] body) {
        return ModelPage.read(body, "models", ModelList::model, ModelList::next);
    }

    private static Optional<String> next(JsonObject page) {
        return Optional.of(JsonFields.text(page, "nextPageToken")).filter(token -> !token.isBlank());
    }

    /** A model of which no more than its name is known. */
    static Model named(String id) {
        boolean embeds = id.contains("embedding");
        return builder(id, embeds ? Dialect.EMBEDDINGS : Dialect.GEMINI).build();
    }

    private static Optional<Model> model(JsonObject listed) {
        String name = JsonFields.text(listed, "name");
        String id = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        List<String> methods = JsonFields.texts(listed, "supportedGenerationMethods");
        boolean talks = methods.contains("generateContent");
        if (id.isBlank() || !(talks || methods.contains("embedContent"))) {
            return Optional.empty();
        }
        Model.Builder model = builder(id, talks ? Dialect.GEMINI : Dialect.EMBEDDINGS)
                .promptTokens(JsonFields.number(listed, "inputTokenLimit"))
                .outputTokens(talks ? JsonFields.number(listed, "outputTokenLimit") : 0)
                .capabilities(JsonValue.TRUE.equals(listed.get("thinking")) ? List.of("thinking") : List.of());
        String shown = JsonFields.text(listed, "displayName");
        if (!shown.isBlank()) {
            model.name(shown);
        }
        return Optional.of(model.build());
    }

    private static Model.Builder builder(String id, Dialect dialect) {
        return Model.builder(id).owner("google").dialects(List.of(dialect));
    }
}
