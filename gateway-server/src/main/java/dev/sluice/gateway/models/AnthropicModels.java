package dev.sluice.gateway.models;

import dev.sluice.json.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Writes models as Anthropic's list has them, for callers who say that they speak Anthropic's API. */
final class AnthropicModels {
    /** Stands for an unknown date; the field must be there. */
    private static final Instant CREATED_UNKNOWN = Instant.parse("2025-01-01T00:00:00Z");

    private AnthropicModels() {}

    /** All of them on one page. */
    static String list(List<ModelListing.Entry> models) {
        String data = models.stream().map(AnthropicModels::one).collect(Collectors.joining(","));
        String first =
                models.isEmpty() ? "null" : JsonText.quote(models.getFirst().id());
        String last =
                models.isEmpty() ? "null" : JsonText.quote(models.getLast().id());
        return "{\"data\":[" + data + "],\"first_id\":" + first + ",\"has_more\":false,\"last_id\":" + last + "}";
    }

    static String one(ModelListing.Entry entry) {
        Instant created = entry.model().created().orElse(CREATED_UNKNOWN);
        return "{\"type\":\"model\",\"id\":" + JsonText.quote(entry.id())
                + ",\"display_name\":" + JsonText.quote(entry.model().name())
                + ",\"created_at\":" + JsonText.quote(created.toString()) + "}";
    }
}
