package dev.sluice.provider.copilot.api;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.support.JsonFields;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@code GET /models}. Of several entries with one id the first counts. Left out are entries without an id,
 * models for completing code as it is typed, models of which no endpoint is known here, and models whose policy is not
 * enabled: the API refuses them until their terms are accepted.
 */
public final class ModelCatalogue {
    private static final Map<String, Dialect> ENDPOINTS = Map.of(
            "/chat/completions", Dialect.CHAT_COMPLETIONS,
            "/responses", Dialect.RESPONSES,
            "/v1/messages", Dialect.MESSAGES,
            "/embeddings", Dialect.EMBEDDINGS);

    private ModelCatalogue() {}

    /**
     * Reads the catalogue.
     *
     * @param body the reply
     * @return the models that can be called, in the API's order
     * @throws ProviderException if the reply is not a catalogue
     */
    public static List<CopilotModel> parse(byte[] body) {
        Map<String, CopilotModel> models = new LinkedHashMap<>();
        for (JsonValue entry : entries(body)) {
            if (entry instanceof JsonObject model) {
                read(model).ifPresent(each -> models.putIfAbsent(each.model().id(), each));
            }
        }
        return List.copyOf(models.values());
    }

    private static JsonArray entries(byte[] body) {
        JsonValue reply = JsonFields.parse(body)
                .orElseThrow(() ->
                        new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "the list of Copilot's models is not JSON"));
        if (reply instanceof JsonObject object && object.get("data") instanceof JsonArray entries) {
            return entries;
        }
        throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "the list of Copilot's models holds no data");
    }

    private static Optional<CopilotModel> read(JsonObject entry) {
        String id = JsonFields.text(entry, "id");
        Set<Dialect> dialects = dialects(entry);
        String policy = JsonFields.text(JsonFields.object(entry, "policy"), "state");
        if (id.isBlank() || dialects.isEmpty() || !(policy.isEmpty() || policy.equals("enabled"))) {
            return Optional.empty();
        }
        JsonObject capabilities = JsonFields.object(entry, "capabilities");
        JsonObject limits = JsonFields.object(capabilities, "limits");
        String name = JsonFields.text(entry, "name");
        Model model = Model.builder(id)
                .name(name.isBlank() ? id : name)
                .owner(owner(JsonFields.text(entry, "vendor")))
                .dialects(dialects)
                .capabilities(supported(JsonFields.object(capabilities, "supports")))
                .contextTokens(JsonFields.number(limits, "max_context_window_tokens"))
                .promptTokens(JsonFields.number(limits, "max_prompt_tokens"))
                .outputTokens(JsonFields.number(limits, "max_output_tokens"))
                .build();
        boolean capped = JsonFields.number(limits, "max_non_streaming_output_tokens") > 0;
        boolean inPicker = !JsonValue.FALSE.equals(entry.get("model_picker_enabled"));
        return Optional.of(new CopilotModel(model, capped, inPicker));
    }

    private static Set<Dialect> dialects(JsonObject entry) {
        String type = JsonFields.text(JsonFields.object(entry, "capabilities"), "type");
        if (type.equals("completion")) {
            return Set.of();
        }
        if (entry.get("supported_endpoints") instanceof JsonArray endpoints && !endpoints.isEmpty()) {
            Set<Dialect> known = new LinkedHashSet<>();
            for (JsonValue endpoint : endpoints) {
                Dialect dialect = endpoint instanceof JsonString path ? ENDPOINTS.get(path.getString()) : null;
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
    private static Set<String> supported(JsonObject supports) {
        return supports.entrySet().stream()
                .filter(each -> JsonValue.TRUE.equals(each.getValue())
                        || (each.getValue() instanceof JsonArray values && !values.isEmpty()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
