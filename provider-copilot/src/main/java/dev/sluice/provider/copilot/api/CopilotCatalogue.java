package dev.sluice.provider.copilot.api;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code GET /models}. Of several entries with one id the first counts. Left out are entries without an id,
 * models for completing code as it is typed, models of which no endpoint is known here, and models whose policy is not
 * enabled: the API refuses them until their terms are accepted.
 */
public final class CopilotCatalogue {
    private static final Map<String, Dialect> ENDPOINTS = Map.of(
            "/chat/completions", Dialect.CHAT_COMPLETIONS,
            "/responses", Dialect.RESPONSES,
            "/v1/messages", Dialect.MESSAGES,
            "/embeddings", Dialect.EMBEDDINGS);

    private CopilotCatalogue() {}

    /** Returns the models that can be called, in the API's order; throws if the reply is not a catalogue. */
    public static List<CopilotModel> parse(byte[] body) {
        Map<String, CopilotModel> models = new LinkedHashMap<>();
        for (JsonNode entry : entries(body)) {
            read(entry).ifPresent(each -> models.putIfAbsent(each.model().id(), each));
        }
        return List.copyOf(models.values());
    }

    private static JsonNode entries(byte[] body) {
        try {
            JsonNode entries = JsonDocument.locate(body).get("data");
            if (entries.is(Kind.ARRAY)) {
                return entries;
            }
        } catch (JsonException e) {
            throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "the list of Copilot's models is not JSON", e);
        }
        throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "the list of Copilot's models holds no data");
    }

    private static Optional<CopilotModel> read(JsonNode entry) {
        String id = entry.get("id").string("");
        Set<Dialect> dialects = dialects(entry);
        String policy = entry.get("policy").get("state").string("");
        if (id.isBlank() || dialects.isEmpty() || !(policy.isEmpty() || policy.equals("enabled"))) {
            return Optional.empty();
        }
        JsonNode capabilities = entry.get("capabilities");
        JsonNode limits = capabilities.get("limits");
        String name = entry.get("name").string("");
        Model model = Model.builder(id)
                .name(name.isBlank() ? id : name)
                .owner(owner(entry.get("vendor").string("")))
                .dialects(dialects)
                .capabilities(supported(capabilities.get("supports")))
                .contextTokens(limits.get("max_context_window_tokens").longValue(0))
                .promptTokens(limits.get("max_prompt_tokens").longValue(0))
                .outputTokens(limits.get("max_output_tokens").longValue(0))
                .build();
        boolean capped = limits.get("max_non_streaming_output_tokens").longValue(0) > 0;
        boolean inPicker = !isFalse(entry.get("model_picker_enabled"));
        return Optional.of(new CopilotModel(model, capped, inPicker));
    }

    private static Set<Dialect> dialects(JsonNode entry) {
        String type = entry.get("capabilities").get("type").string("");
        if (type.equals("completion")) {
            return Set.of();
        }
        JsonNode endpoints = entry.get("supported_endpoints");
        if (endpoints.is(Kind.ARRAY) && !endpoints.isEmpty()) {
            Set<Dialect> known = new LinkedHashSet<>();
            for (JsonNode endpoint : endpoints) {
                Dialect dialect = ENDPOINTS.get(endpoint.string(""));
                if (dialect != null) {
                    known.add(dialect);
                }
            }
            return known;
        }
        return Set.of(type.equals("embeddings") ? Dialect.EMBEDDINGS : Dialect.CHAT_COMPLETIONS);
    }

    private static String owner(String vendor) {
        String name = vendor.strip().toLowerCase(Locale.ROOT);
        return name.equals("azure openai") ? "openai" : name.replace(' ', '-');
    }

    /** What is true, and what lists its values, such as {@code reasoning_effort} with its levels: the name alone. */
    private static Set<String> supported(JsonNode supports) {
        Set<String> names = new LinkedHashSet<>();
        if (supports.is(Kind.OBJECT)) {
            supports.forEach(each -> {
                if (each.isTrue() || (each.is(Kind.ARRAY) && !each.isEmpty())) {
                    names.add(each.name());
                }
            });
        }
        return names;
    }

    private static boolean isFalse(JsonNode flag) {
        return flag.is(Kind.BOOLEAN) && !flag.isTrue();
    }
}
