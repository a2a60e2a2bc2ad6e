package dev.sluice.provider.openai.models;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonText;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names without their publisher, {@code gpt-4o} for {@code openai/gpt-4o}, by which people know GitHub's models from
 * before they had publishers. Each is listed beside the whole one, unless two publishers have a model of that name.
 */
public final class ShortNames {
    private volatile Map<String, String> whole = Map.of();

    /** Knows none before a list was seen. */
    public ShortNames() {
        // Filled by each list.
    }

    /**
     * Adds the short names to a list.
     *
     * @param models by their whole names
     * @return the same, and those with short names behind them
     */
    public List<Model> added(List<Model> models) {
        Map<String, String> found = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (Model model : models) {
            String name = shortened(model.id());
            if (!name.equals(model.id()) && found.putIfAbsent(name, model.id()) != null) {
                several.add(name);
            }
        }
        found.keySet().removeAll(several);
        List<Model> all = new ArrayList<>(models);
        for (Model model : models) {
            String name = shortened(model.id());
            if (model.id().equals(found.get(name))) {
                all.add(renamed(model, name));
            }
        }
        whole = Map.copyOf(found);
        return List.copyOf(all);
    }

    /**
     * Tells whether a list has to be seen before a request for a model can be sent.
     *
     * @param model as the caller named it
     * @return true if the name is short and no list was seen yet
     */
    public boolean wants(String model) {
        return whole.isEmpty() && model.indexOf('/') < 0;
    }

    /**
     * Puts the whole name into a request.
     *
     * @param model as the caller named it
     * @param body whose {@code model} says the same
     * @return the same array if the name is whole, or not known
     */
    public byte[] completed(String model, byte[] body) {
        String name = whole.get(model);
        if (name == null) {
            return body;
        }
        JsonEdits edits = JsonEdits.of(body);
        try {
            JsonReader json = JsonReader.of(body);
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals("model")) {
                    edits.replace(json.nextSpan(), JsonText.quote(name));
                } else {
                    json.skipValue();
                }
            }
        } catch (JsonException e) {
            // The upstream says what is wrong with it.
            return body;
        }
        return edits.apply();
    }

    private static String shortened(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private static Model renamed(Model model, String name) {
        Set<Dialect> dialects = model.dialects();
        Model.Builder twin = Model.builder(name)
                .name(model.name())
                .owner(model.owner())
                .dialects(dialects)
                .capabilities(model.capabilities())
                .contextTokens(model.contextTokens().orElse(0))
                .promptTokens(model.promptTokens().orElse(0))
                .outputTokens(model.outputTokens().orElse(0));
        model.created().ifPresent(twin::created);
        return twin.build();
    }
}
