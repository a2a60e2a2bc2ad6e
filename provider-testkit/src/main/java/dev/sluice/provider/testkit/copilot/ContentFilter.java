package dev.sluice.provider.testkit.copilot;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** The results of Azure's content filter: nothing filtered. */
final class ContentFilter {

    private ContentFilter() {}

    static JsonObject results(String severity) {
        JsonObjectBuilder results = Json.createObjectBuilder();
        for (String kind : List.of("hate", "self_harm", "sexual", "violence")) {
            results.add(kind, JsonValues.object("filtered", false, "severity", severity));
        }
        return results.build();
    }

    static JsonObject resultsWithError(String severity) {
        return JsonValues.with(results(severity), "error", JsonValues.object("code", "", "message", ""));
    }

    static JsonObject offsets(int from, int to) {
        return JsonValues.object("check_offset", from, "start_offset", from, "end_offset", to);
    }

    static List<JsonObject> prompt() {
        return List.of(JsonValues.object("content_filter_results", results("safe"), "prompt_index", 0));
    }
}
