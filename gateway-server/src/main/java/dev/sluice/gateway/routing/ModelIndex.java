package dev.sluice.gateway.routing;

import dev.sluice.gateway.text.NearMatches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds models by any spelling of their ids. The listed id has precedence, then a provider and its own id of a model,
 * then that id alone, then the other spellings with a prefix; an exact match precedes one that ignores case. If a
 * provider's own id starts with a publisher, the provider and the rest are enough where that is unambiguous; a final
 * tag {@code :latest} may be omitted.
 */
final class ModelIndex {
    static final ModelIndex EMPTY = new ModelIndex(List.of(), List.of());
    private static final String DEFAULT_TAG = ":latest";

    private final Map<String, List<ListedModel>> exact = new HashMap<>();
    private final Map<String, List<ListedModel>> folded = new HashMap<>();
    /** Names to suggest for a mistyped id, each with the listed id it stands for. */
    private final Map<String, String> listed = new LinkedHashMap<>();

    /** Indexes models, those of preferred providers first, and further names that can be suggested. */
    ModelIndex(List<ListedModel> models, List<String> names) {
        models.forEach(each -> add(each.id(), List.of(each)));
        models.forEach(each -> add(id(each).withSlash(), List.of(each)));
        Map<String, List<ListedModel>> bare = new LinkedHashMap<>();
        for (ListedModel each : models) {
            bare.computeIfAbsent(each.model().id(), id -> new ArrayList<>(1)).add(each);
        }
        bare.forEach((id, found) -> add(id, List.copyOf(found)));
        models.forEach(each -> add(id(each).extended(), List.of(each)));
        addWithoutPublishers(models);
        addWithoutTags(models);
        names.forEach(name -> listed.put(name, name));
        models.forEach(each -> listed.put(each.id(), each.id()));
        models.forEach(each -> listed.putIfAbsent(each.model().id(), each.id()));
    }

    private static ModelId id(ListedModel model) {
        return new ModelId(model.provider().id(), model.model().id());
    }

    private void addWithoutPublishers(List<ListedModel> models) {
        Map<String, List<ListedModel>> shortened = new LinkedHashMap<>();
        for (ListedModel each : models) {
            String id = each.model().id();
            String rest = id.substring(id.indexOf('/') + 1);
            if (!rest.equals(id)) {
                for (String prefix : ModelId.prefixes(each.provider().id())) {
                    shortened
                            .computeIfAbsent(prefix + rest, name -> new ArrayList<>(1))
                            .add(each);
                }
            }
        }
        shortened.values().removeIf(several -> several.size() > 1);
        shortened.forEach((id, found) -> add(id, List.copyOf(found)));
    }

    private void addWithoutTags(List<ListedModel> models) {
        Map<String, List<ListedModel>> shortened = new LinkedHashMap<>();
        for (ListedModel each : models) {
            String id = each.model().id();
            if (id.endsWith(DEFAULT_TAG)) {
                String rest = id.substring(0, id.length() - DEFAULT_TAG.length());
                ModelId.prefixes(each.provider().id()).forEach(prefix -> add(prefix + rest, List.of(each)));
                shortened.computeIfAbsent(rest, name -> new ArrayList<>(1)).add(each);
            }
        }
        shortened.forEach((id, found) -> add(id, List.copyOf(found)));
    }

    private void add(String id, List<ListedModel> found) {
        exact.putIfAbsent(id, found);
        folded.putIfAbsent(id.toLowerCase(Locale.ROOT), found);
    }

    /** Returns the models of an id: several only where several providers have one of that very id. */
    List<ListedModel> find(String id) {
        List<ListedModel> found = exact.get(id);
        if (found == null) {
            found = folded.get(id.toLowerCase(Locale.ROOT));
        }
        return found == null ? List.of() : found;
    }

    /** Returns the listed ids nearest to an unknown one. */
    List<String> near(String id, int most) {
        return NearMatches.of(id, listed.keySet(), 2 * most).stream()
                .map(found -> listed.getOrDefault(found, found))
                .distinct()
                .limit(most)
                .toList();
    }
}
