package dev.sluice.provider.openai.models;

import static dev.sluice.provider.support.JsonFields.number;
import static dev.sluice.provider.support.JsonFields.object;
import static dev.sluice.provider.support.JsonFields.objects;
import static dev.sluice.provider.support.JsonFields.text;
import static dev.sluice.provider.support.JsonFields.texts;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import dev.sluice.provider.support.JsonFields;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads lists of models. OpenAI's has an id, a time and an owner; the others tell more, each in fields of its own,
 * which are read wherever they stand: sizes, what goes in and comes out, and what a model is for. Left out are models
 * that do not answer in words or vectors.
 */
public final class ModelList {
    private static final Set<Dialect> EMBEDDINGS_ALONE = Set.of(Dialect.EMBEDDINGS);

    private final Set<Dialect> dialects;
    private final boolean openAi;
    private final String owner;

    /**
     * Makes a reader.
     *
     * @param dialects what the upstream speaks
     * @param openAi whether the names are OpenAI's own, so that they tell which API a model answers on
     * @param owner who made models of which the list does not say; empty if nobody knows
     */
    public ModelList(Set<Dialect> dialects, boolean openAi, String owner) {
        this.dialects = dialects;
        this.openAi = openAi;
        this.owner = owner;
    }

    /**
     * Reads a list.
     *
     * @param body an object with {@code data} or {@code models}, or a bare array
     * @return nothing if it is no list; of several entries with one id the first counts
     */
    public Optional<List<Model>> read(byte[] body) {
        return JsonFields.parse(body).flatMap(ModelList::entries).map(entries -> {
            Map<String, Model> models = new LinkedHashMap<>();
            objects(entries).forEach(entry -> read(entry).ifPresent(each -> models.putIfAbsent(each.id(), each)));
            return List.copyOf(models.values());
        });
    }

    /**
     * Makes a model of which nothing is known but its name.
     *
     * @param id the upstream's own
     * @return the model
     */
    public Model named(String id) {
        ModelKind kind = kind(id);
        return Model.builder(id)
                .owner(owner(JsonValue.EMPTY_JSON_OBJECT, id))
                // Who names it wants it, whatever it is called.
                .dialects(speaks(kind == ModelKind.OTHER ? ModelKind.CHAT : kind))
                .build();
    }

    private static Optional<JsonArray> entries(JsonValue list) {
        if (list instanceof JsonArray array) {
            return Optional.of(array);
        }
        if (list instanceof JsonObject object) {
            for (String name : List.of("data", "models")) {
                if (object.get(name) instanceof JsonArray array) {
                    return Optional.of(array);
                }
            }
            // An Ollama without models.
            return JsonValue.NULL.equals(object.get("data"))
                    ? Optional.of(JsonValue.EMPTY_JSON_ARRAY)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private Optional<Model> read(JsonObject entry) {
        String id = text(entry, "id");
        ModelKind kind = kind(entry, id);
        if (id.isBlank() || kind == ModelKind.OTHER || JsonValue.FALSE.equals(entry.get("active"))) {
            return Optional.empty();
        }
        Set<Dialect> spoken = speaks(kind);
        if (spoken.isEmpty()) {
            return Optional.empty();
        }
        Model.Builder model = Model.builder(id)
                .name(name(entry, id))
                .owner(owner(entry, id))
                .dialects(spoken)
                .capabilities(capabilities(entry))
                .contextTokens(contextTokens(entry))
                .promptTokens(number(object(entry, "limits"), "max_input_tokens"))
                .outputTokens(outputTokens(entry));
        long created = number(entry, "created");
        if (created > 0) {
            model.created(Instant.ofEpochSecond(created));
        }
        return Optional.of(model.build());
    }

    private ModelKind kind(JsonObject entry, String id) {
        ModelKind named = kind(id);
        JsonObject able = object(entry, "capabilities");
        if (able.containsKey("completion_chat")) {
            return JsonValue.TRUE.equals(able.get("completion_chat"))
                    ? ModelKind.CHAT
                    : named == ModelKind.EMBEDDINGS ? named : ModelKind.OTHER;
        }
        Set<String> out = new LinkedHashSet<>(texts(entry, "supported_output_modalities"));
        out.addAll(texts(object(entry, "architecture"), "output_modalities"));
        // llama.cpp says text of every model, also of one that only embeds.
        if (!out.isEmpty() && named != ModelKind.EMBEDDINGS) {
            return out.contains("embeddings")
                    ? ModelKind.EMBEDDINGS
                    : out.contains("text") ? ModelKind.CHAT : ModelKind.OTHER;
        }
        return switch (text(entry, "type")) {
            case "chat", "language", "code", "llm", "vlm" -> named == ModelKind.OTHER ? ModelKind.CHAT : named;
            case "embedding", "embeddings" -> ModelKind.EMBEDDINGS;
            case "image", "audio", "video", "moderation", "rerank", "transcribe", "tts" -> ModelKind.OTHER;
            default -> named;
        };
    }

    /** Judges by the name, unless the upstream is one for embeddings alone. */
    private ModelKind kind(String id) {
        return dialects.equals(EMBEDDINGS_ALONE) ? ModelKind.EMBEDDINGS : ModelKind.ofName(id, openAi);
    }

    private Set<Dialect> speaks(ModelKind kind) {
        Set<Dialect> spoken = new LinkedHashSet<>(dialects);
        spoken.removeIf(dialect -> dialect.equals(Dialect.EMBEDDINGS) != (kind == ModelKind.EMBEDDINGS));
        if (kind == ModelKind.RESPONSES_ONLY && spoken.contains(Dialect.RESPONSES)) {
            spoken.remove(Dialect.CHAT_COMPLETIONS);
        } else if (kind == ModelKind.CHAT_ONLY && spoken.contains(Dialect.CHAT_COMPLETIONS)) {
            spoken.remove(Dialect.RESPONSES);
        }
        return spoken;
    }

    private static String name(JsonObject entry, String id) {
        String display = text(entry, "display_name");
        String name = display.isBlank() ? text(entry, "name") : display;
        return name.isBlank() ? id : name;
    }

    private String owner(JsonObject entry, String id) {
        for (String field : List.of("publisher", "organization")) {
            if (!text(entry, field).isBlank()) {
                return text(entry, field).strip().toLowerCase(Locale.ROOT).replace(' ', '-');
            }
        }
        if (id.indexOf('/') > 0) {
            return id.substring(0, id.indexOf('/')).toLowerCase(Locale.ROOT);
        }
        String owned = text(entry, "owned_by").strip().toLowerCase(Locale.ROOT).replace(' ', '-');
        return !owner.isEmpty() && (owned.isEmpty() || owned.equals("system") || owned.startsWith(owner + "-"))
                ? owner
                : owned;
    }

    /** The names of what is true or listed; lists of names as they are. */
    private static Set<String> capabilities(JsonObject entry) {
        Set<String> able = new LinkedHashSet<>(texts(entry, "capabilities"));
        able.addAll(texts(entry, "supported_parameters"));
        object(entry, "capabilities").forEach((name, value) -> {
            if (JsonValue.TRUE.equals(value)) {
                able.add(name);
            }
        });
        return able;
    }

    private static long contextTokens(JsonObject entry) {
        long told = number(
                entry,
                "context_length",
                "context_window",
                "max_context_length",
                "max_model_len",
                "loaded_context_length");
        return told > 0 ? told : number(object(entry, "meta"), "n_ctx", "n_ctx_train");
    }

    private static long outputTokens(JsonObject entry) {
        long told = number(entry, "max_completion_tokens", "max_output_tokens");
        if (told > 0) {
            return told;
        }
        long limit = number(object(entry, "limits"), "max_output_tokens");
        return limit > 0 ? limit : number(object(entry, "top_provider"), "max_completion_tokens");
    }
}
