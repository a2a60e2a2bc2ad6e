package dev.sluice.provider.anthropic;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.support.ModelPage;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Anthropic's list of models.
 *
 * @see <a href="https://docs.anthropic.com/en/api/models-list">its reference</a>
 */
final class AnthropicModelList {
    private AnthropicModelList() {}

    /** Reads a page; nothing if the body is none. */
    static Optional<ModelPage> page(byte[] body) {
        try {
            JsonNode page = JsonDocument.locate(body);
            JsonNode listed = page.get("data");
            if (!listed.is(Kind.ARRAY)) {
                return Optional.empty();
            }
            List<Model> models = new ArrayList<>();
            listed.forEach(each -> model(each).ifPresent(models::add));
            return Optional.of(new ModelPage(models, next(page)));
        } catch (JsonException e) {
            // What is no JSON is no page.
            return Optional.empty();
        }
    }

    /** It becomes part of a query: what is no id ends the list. */
    private static Optional<String> next(JsonNode page) {
        return Optional.of(page.get("last_id").string(""))
                .filter(id -> page.get("has_more").isTrue() && id.matches("[A-Za-z0-9._:@-]+"));
    }

    /** A model of which no more than its name is known. */
    static Model named(String id) {
        return builder(id).build();
    }

    private static Optional<Model> model(JsonNode listed) {
        String id = listed.get("id").string("");
        if (id.isBlank()) {
            return Optional.empty();
        }
        Model.Builder model = builder(id)
                .contextTokens(listed.get("max_input_tokens").longValue(0))
                .outputTokens(listed.get("max_tokens").longValue(0))
                .capabilities(capabilities(listed.get("capabilities")));
        String name = listed.get("display_name").string("");
        if (!name.isBlank()) {
            model.name(name);
        }
        created(listed.get("created_at").string("")).ifPresent(model::created);
        return Optional.of(model.build());
    }

    private static Model.Builder builder(String id) {
        return Model.builder(id).owner("anthropic").dialects(List.of(Dialect.MESSAGES));
    }

    private static List<String> capabilities(JsonNode listed) {
        List<String> supported = new ArrayList<>();
        listed.forEach(each -> {
            if (each.get("supported").isTrue()) {
                supported.add(each.name());
            }
        });
        return supported;
    }

    private static Optional<Instant> created(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            // A date of another form says nothing that is needed.
            return Optional.empty();
        }
    }
}
