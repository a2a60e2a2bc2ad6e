package dev.sluice.provider.google;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.support.ModelPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Google's list of models; those that neither talk nor embed are left out.
 *
 * @see <a href="https://ai.google.dev/api/models">its reference</a>
 */
final class GoogleModelList {
    private static final String PREFIX = "models/";

    private GoogleModelList() {}

    /** Reads a page; nothing if the body is none. */
    static Optional<ModelPage> page(byte[] body) {
        try {
            JsonNode page = JsonDocument.locate(body);
            JsonNode listed = page.get("models");
            if (!listed.is(Kind.ARRAY)) {
                return Optional.empty();
            }
            List<Model> models = new ArrayList<>();
            listed.forEach(each -> model(each).ifPresent(models::add));
            return Optional.of(new ModelPage(
                    models, Optional.of(page.get("nextPageToken").string("")).filter(token -> !token.isBlank())));
        } catch (JsonException e) {
            // What is no JSON is no page.
            return Optional.empty();
        }
    }

    /** A model of which no more than its name is known. */
    static Model named(String id) {
        boolean embeds = id.contains("embedding");
        return builder(id, embeds ? Dialect.EMBEDDINGS : Dialect.GEMINI).build();
    }

    private static Optional<Model> model(JsonNode listed) {
        String name = listed.get("name").string("");
        String id = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        boolean talks = supports(listed, "generateContent");
        if (id.isBlank() || !(talks || supports(listed, "embedContent"))) {
            return Optional.empty();
        }
        Model.Builder model = builder(id, talks ? Dialect.GEMINI : Dialect.EMBEDDINGS)
                .promptTokens(listed.get("inputTokenLimit").longValue(0))
                .outputTokens(talks ? listed.get("outputTokenLimit").longValue(0) : 0)
                .capabilities(listed.get("thinking").isTrue() ? List.of("thinking") : List.of());
        String shown = listed.get("displayName").string("");
        if (!shown.isBlank()) {
            model.name(shown);
        }
        return Optional.of(model.build());
    }

    private static boolean supports(JsonNode listed, String method) {
        JsonNode methods = listed.get("supportedGenerationMethods");
        if (methods.is(Kind.ARRAY)) {
            for (JsonNode each : methods) {
                if (each.says(method)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Model.Builder builder(String id, Dialect dialect) {
        return Model.builder(id).owner("google").dialects(List.of(dialect));
    }
}
