package dev.sluice.provider.support;

import dev.sluice.provider.Incubating;
import dev.sluice.provider.Model;
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
 * @param next the cursor of the next page; nothing if this is the last
 */
@Incubating(since = "0.1")
public record ModelPage(List<Model> models, Optional<String> next) {
    /** More than any upstream has; only ends a list that never does. */
    private static final int MAX_PAGES = 20;

    /** Copies the list. */
    public ModelPage {
        models = List.copyOf(models);
    }

    /**
     * Reads page after page.
     *
     * @param pages fetches the page of a cursor; the first page for an empty one
     * @return the models of all pages, each id once
     */
    public static List<Model> all(Function<String, ModelPage> pages) {
        Map<String, Model> models = new LinkedHashMap<>();
        Optional<String> cursor = Optional.of("");
        for (int i = 0; i < MAX_PAGES && cursor.isPresent(); i++) {
            ModelPage page = pages.apply(cursor.get());
            page.models().forEach(model -> models.putIfAbsent(model.id(), model));
            cursor = page.next();
        }
        return new ArrayList<>(models.values());
    }
}
