package dev.sluice.provider.anthropic;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.support.JsonFields;
import dev.sluice.provider.support.ModelPage;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads Anthropic's list of models.
 *
 * @see <a href="https://docs.anthropic.com/en/api/models-list">its reference</a>
 */
final class ModelList {
    private ModelList() {}

    /** Reads a page; nothing if the body is none. */
    static Optional<ModelPage> page(byte[] body) {
        return ModelPage.read(body, "data", ModelList::model, ModelList::next);
    }

    /** It stands in a query: what is no id ends the list. */
    private static Optional<String> next(JsonObject page) {
        boolean more = JsonValue.TRUE.equals(page.get("has_more"));
        return Optional.of(JsonFields.text(page, "last_id")).filter(id -> more && id.matches("[A-Za-z0-9._:@-]+"));
    }

    /** A model of which no more than its name is known. */
    static Model named(String id) {
        return builder(id).build();
    }

    private static Optional<Model> model(JsonObject listed) {
        String id = JsonFields.text(listed, "id");
        if (id.isBlank()) {
            return Optional.empty();
        }
        Model.Builder model = builder(id)
                .contextTokens(JsonFields.number(listed, "max_input_tokens"))
                .outputTokens(JsonFields.number(listed, "max_tokens"))
                .capabilities(capabilities(JsonFields.object(listed, "capabilities")));
        String name = JsonFields.text(listed, "display_name");
        if (!name.isBlank()) {
            model.name(name);
        }
        created(JsonFields.text(listed, "created_at")).ifPresent(model::created);
        return Optional.of(model.build());
    }

    private static Model.Builder builder(String id) {
        return Model.builder(id).owner("anthropic").dialects(List.of(Dialect.MESSAGES));
    }

    private static List<String> capabilities(JsonObject listed) {
        return listed.entrySet().stream()
                .filter(each ->
                        each.getValue() instanceof JsonObject one && JsonValue.TRUE.equals(one.get("supported")))
                .map(Map.Entry::getKey)
                .toList();
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
