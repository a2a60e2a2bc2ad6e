package dev.sluice.provider.google;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.support.JsonFields;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One page of the list of models; those that neither talk nor embed are left out.
 *
 * @param models in the upstream's order
 * @param next what asks for the next page; nothing if this is the last
 * @see <a href="https://ai.google.dev/api/models">its reference</a>
 */
record ModelPage(List<Model> models, Optional<String> next) {
    private static final String PREFIX = "models/";

    /** Reads a page; nothing if the body is none. */
    static Optional<ModelPage> read(byte[] body) {
        return JsonFields.parse(body)
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .filter(page -> page.get("models") instanceof JsonArray)
                .map(ModelPage::of);
    }

    private static ModelPage of(JsonObject page) {
        List<Model> models = new ArrayList<>();
        for (JsonObject listed : JsonFields.objects(page.get("models"))) {
            model(listed).ifPresent(models::add);
        }
        return new ModelPage(
                models, Optional.of(JsonFields.text(page, "nextPageToken")).filter(token -> !token.isBlank()));
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
