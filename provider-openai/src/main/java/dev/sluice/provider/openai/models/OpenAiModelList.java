package dev.sluice.provider.openai.models;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses lists of models. OpenAI's has an id, a time and an owner; the others tell more, each in fields of its own:
 * sizes, modalities, purpose. Models that return neither text nor embeddings are left out.
 */
public final class OpenAiModelList {
    private static final Set<Dialect> EMBEDDINGS_ALONE = Set.of(Dialect.EMBEDDINGS);

    private final Set<Dialect> dialects;
    private final boolean openAi;
    private final String owner;

    /**
     * Creates a parser.
     *
     * @param openAi whether the names are OpenAI's own, and so tell which API a model is served on
     * @param owner the owner of models for which the list names none; empty if unknown
     */
    public OpenAiModelList(Set<Dialect> dialects, boolean openAi, String owner) {
        this.dialects = dialects;
        this.openAi = openAi;
        this.owner = owner;
    }

    /** Parses a list; nothing if the body is none. Of several entries with one id the first counts. */
    public Optional<List<Model>> read(byte[] body) {
        try {
            return entries(JsonDocument.locate(body)).map(entries -> {
                Map<String, Model> models = new LinkedHashMap<>();
                entries.forEach(entry -> read(entry).ifPresent(each -> models.putIfAbsent(each.id(), each)));
                return List.copyOf(models.values());
            });
        } catch (JsonException e) {
            // What is no JSON is no list.
            return Optional.empty();
        }
    }

    /** Creates a model of which only the id is known. */
    public Model named(String id) {
        ModelKind kind = kind(id);
        return Model.builder(id)
                .owner(owner("", id))
                // A configured model is offered, whatever its name.
                .dialects(speaks(kind == ModelKind.OTHER ? ModelKind.CHAT : kind))
                .build();
    }

    private static Optional<JsonNode> entries(JsonNode list) {
        if (list.is(Kind.ARRAY)) {
            return Optional.of(list);
        }
        for (String name : List.of("data", "models")) {
            if (list.get(name).is(Kind.ARRAY)) {
                return Optional.of(list.get(name));
            }
        }
        // An Ollama without models sends null.
        return Optional.of(list.get("data")).filter(data -> data.is(Kind.NULL));
    }

    private Optional<Model> read(JsonNode entry) {
        String id = entry.get("id").string("");
        ModelKind kind = kind(entry, id);
        if (id.isBlank() || kind == ModelKind.OTHER || isFalse(entry.get("active"))) {
            return Optional.empty();
        }
        Set<Dialect> spoken = speaks(kind);
        if (spoken.isEmpty()) {
            return Optional.empty();
        }
        Model.Builder model = Model.builder(id)
                .name(name(entry, id))
                .owner(listedOwner(entry, id))
                .dialects(spoken)
                .capabilities(capabilities(entry))
                .contextTokens(contextTokens(entry))
                .promptTokens(number(entry.get("limits"), "max_input_tokens"))
                .outputTokens(outputTokens(entry));
        long created = number(entry, "created");
        if (created > 0) {
            model.created(Instant.ofEpochSecond(created));
        }
        return Optional.of(model.build());
    }

    private ModelKind kind(JsonNode entry, String id) {
        ModelKind named = kind(id);
        JsonNode chats = entry.get("capabilities").get("completion_chat");
        if (!chats.is(Kind.ABSENT)) {
            return chats.isTrue() ? ModelKind.CHAT : named == ModelKind.EMBEDDINGS ? named : ModelKind.OTHER;
        }
        Set<String> out = texts(entry.get("supported_output_modalities"));
        out.addAll(texts(entry.get("architecture").get("output_modalities")));
        // llama.cpp lists text for every model, also for one that only embeds.
        if (!out.isEmpty() && named != ModelKind.EMBEDDINGS) {
            return out.contains("embeddings")
                    ? ModelKind.EMBEDDINGS
                    : out.contains("text") ? ModelKind.CHAT : ModelKind.OTHER;
        }
        return switch (entry.get("type").string("")) {
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

    private static String name(JsonNode entry, String id) {
        String display = entry.get("display_name").string("");
        String name = display.isBlank() ? entry.get("name").string("") : display;
        return name.isBlank() ? id : name;
    }

    private String listedOwner(JsonNode entry, String id) {
        for (String field : List.of("publisher", "organization")) {
            String publisher = entry.get(field).string("");
            if (!publisher.isBlank()) {
                return ownerId(publisher);
            }
        }
        return owner(ownerId(entry.get("owned_by").string("")), id);
    }

    private String owner(String listed, String id) {
        if (id.indexOf('/') > 0) {
            return id.substring(0, id.indexOf('/')).toLowerCase(Locale.ROOT);
        }
        return !owner.isEmpty() && (listed.isEmpty() || listed.equals("system") || listed.startsWith(owner + "-"))
                ? owner
                : listed;
    }

    private static String ownerId(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** Listed names, and the names of flags that are true. */
    private static Set<String> capabilities(JsonNode entry) {
        JsonNode listed = entry.get("capabilities");
        Set<String> capabilities = texts(listed);
        capabilities.addAll(texts(entry.get("supported_parameters")));
        if (listed.is(Kind.OBJECT)) {
            listed.forEach(flag -> {
                if (flag.isTrue()) {
                    capabilities.add(flag.name());
                }
            });
        }
        return capabilities;
    }

    private static long contextTokens(JsonNode entry) {
        long listed = number(
                entry,
                "context_length",
                "context_window",
                "max_context_length",
                "max_model_len",
                "loaded_context_length");
        return listed > 0 ? listed : number(entry.get("meta"), "n_ctx", "n_ctx_train");
    }

    private static long outputTokens(JsonNode entry) {
        long listed = number(entry, "max_completion_tokens", "max_output_tokens");
        if (listed > 0) {
            return listed;
        }
        long limit = number(entry.get("limits"), "max_output_tokens");
        return limit > 0 ? limit : number(entry.get("top_provider"), "max_completion_tokens");
    }

    private static boolean isFalse(JsonNode flag) {
        return flag.is(Kind.BOOLEAN) && !flag.isTrue();
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new LinkedHashSet<>();
        if (array.is(Kind.ARRAY)) {
            array.forEach(element -> {
                if (element.is(Kind.STRING)) {
                    texts.add(element.string());
                }
            });
        }
        return texts;
    }

    /** The first of several fields that has a positive number; 0 if none has. */
    private static long number(JsonNode object, String... names) {
        for (String name : names) {
            long number = object.get(name).longValue(0);
            if (number > 0) {
                return number;
            }
        }
        return 0;
    }
}
