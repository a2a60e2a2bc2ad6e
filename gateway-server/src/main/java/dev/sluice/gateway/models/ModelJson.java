package dev.sluice.gateway.models;

import dev.sluice.json.JsonText;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes models as OpenAI's list has them, with what else is known in fields of their own. */
final class ModelJson {
    /** Stands for an unknown date; the field must be there, and zero looks like 1970 in every client. */
    private static final long CREATED_UNKNOWN =
            Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();

    private static final Map<Dialect, String> PATHS = Map.of(
            Dialect.CHAT_COMPLETIONS, "/chat/completions",
            Dialect.RESPONSES, "/responses",
            Dialect.MESSAGES, "/v1/messages",
            Dialect.EMBEDDINGS, "/embeddings");

    private final StringBuilder json = new StringBuilder(4096);

    private ModelJson() {}

    static String list(ModelListing listing) {
        ModelJson writer = new ModelJson();
        StringBuilder json = writer.json.append("{\"object\":\"list\",\"data\":[");
        String separator = "";
        for (ModelListing.Entry entry : listing.models()) {
            json.append(separator);
            writer.model(entry);
            separator = ",";
        }
        json.append(']');
        if (!listing.troubles().isEmpty()) {
            writer.troubles(listing.troubles());
        }
        return json.append('}').toString();
    }

    static String one(ModelListing.Entry entry) {
        ModelJson writer = new ModelJson();
        writer.model(entry);
        return writer.json.toString();
    }

    private void model(ModelListing.Entry entry) {
        Model model = entry.model();
        json.append('{');
        text("id", entry.id()).append(",\"object\":\"model\",\"created\":");
        json.append(model.created().map(Instant::getEpochSecond).orElse(CREATED_UNKNOWN))
                .append(',');
        text("owned_by", model.owner().isEmpty() ? entry.provider() : model.owner())
                .append(',');
        text("name", model.name()).append(',');
        text("provider", entry.provider());
        number("context_window", model.contextTokens());
        number("max_prompt_tokens", model.promptTokens());
        number("max_output_tokens", model.outputTokens());
        texts("capabilities", new TreeSet<>(model.capabilities()));
        TreeSet<String> dialects = new TreeSet<>();
        TreeSet<String> endpoints = new TreeSet<>();
        for (Dialect dialect : model.dialects()) {
            dialects.add(dialect.name());
            if (PATHS.containsKey(dialect)) {
                endpoints.add(PATHS.get(dialect));
            }
        }
        texts("dialects", dialects);
        texts("supported_endpoints", endpoints);
        json.append('}');
    }

    private void troubles(Map<String, String> troubles) {
        json.append(",\"meta\":{\"troubles\":{");
        String separator = "";
        for (Map.Entry<String, String> trouble : new TreeMap<>(troubles).entrySet()) {
            json.append(separator);
            text(trouble.getKey(), trouble.getValue());
            separator = ",";
        }
        json.append("}}");
    }

    private StringBuilder text(String name, String value) {
        return json.append(JsonText.quote(name)).append(':').append(JsonText.quote(value));
    }

    private void number(String name, OptionalLong value) {
        if (value.isPresent()) {
            json.append(",\"").append(name).append("\":").append(value.getAsLong());
        }
    }

    private void texts(String name, Collection<String> values) {
        json.append(",\"").append(name).append("\":[");
        String separator = "";
        for (String value : values) {
            json.append(separator).append(JsonText.quote(value));
            separator = ",";
        }
        json.append(']');
    }
}
