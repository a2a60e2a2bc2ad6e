package dev.sluice.provider.support;

import dev.sluice.provider.Model;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of an upstream's list of models.
 *
 * @param models in the upstream's order
 * @param next what asks for the next page; nothing if this is the last
 */
public record ModelPage(List<Model> models, Optional<String> next) {
    /** More than there are; it only ends what an upstream goes on with for ever. */
    private static final int MOST = 20;

    /** Copies the list. */
    public ModelPage {
        models = List.copyOf(models);
    }

    /**
     * Reads a page.
     *
     * @param body any bytes
     * @param field the array that holds the models
     * @param model reads one of them; those that it finds nothing in are left out
     * @param next finds what asks for the next page
     * @return nothing if the body is no page
     */
    public static Optional<ModelPage> read(
            byte[] body,
            String field,
            Function<JsonObject, Optional<Model>> model,
            Function<JsonObject, Optional<String>> next) {
        return JsonFields.parse(body)
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .filter(page -> page.get(field) instanceof JsonArray)
                .map(page -> new ModelPage(
                        JsonFields.objects(page.get(field)).stream()
                                .flatMap(listed -> model.apply(listed).stream())
                                .toList(),
                        next.apply(page)));
    }

    /**
     * Reads page after page.
     *
     * @param pages asks for the page after this; after an empty text, for the first
     * @return the models of all pages, each id once
     */
    public static List<Model> all(Function<String, ModelPage> pages) {
        Map<String, Model> models = new LinkedHashMap<>();
        Optional<String> after = Optional.of("");
        for (int i = 0; i < MOST && after.isPresent(); i++) {
            ModelPage page = pages.apply(after.get());
            page.models().forEach(model -> models.putIfAbsent(model.id(), model));
            after = page.next();
        }
        return new ArrayList<>(models.values());
    }
}
