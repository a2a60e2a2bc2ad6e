package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.List;

/** One entry of the catalogue. */
record CatalogueEntry(JsonObject entry) {

    private static final String CHAT = "/chat/completions";

    String id() {
        return entry.getString("id");
    }

    /** The dated name that answers carry. */
    String version() {
        return entry.getString("version", id());
    }

    String vendor() {
        return entry.getString("vendor", "");
    }

    String family() {
        return capabilities().getString("family", id());
    }

    boolean claude() {
        return vendor().equals("Anthropic");
    }

    boolean gemini() {
        return vendor().equals("Google");
    }

    boolean azure() {
        return vendor().equals("Azure OpenAI");
    }

    /** Whether the model refuses the old name of the output limit. */
    boolean wantsMaxCompletionTokens() {
        return family().startsWith("gpt-5");
    }

    boolean is(String type) {
        return capabilities().getString("type", "chat").equals(type);
    }

    boolean allowed() {
        JsonObject policy = JsonValues.child(entry, "policy");
        return policy.isEmpty() || policy.getString("state", "").equals("enabled");
    }

    /** An entry that names no endpoint answers chat completions only. */
    boolean speaks(String endpoint) {
        List<String> endpoints = JsonValues.texts(entry, "supported_endpoints");
        return endpoints.isEmpty() ? endpoint.equals(CHAT) : endpoints.contains(endpoint);
    }

    double multiplier() {
        return JsonValues.child(entry, "billing").get("multiplier") instanceof JsonNumber number
                ? number.doubleValue()
                : 0;
    }

    boolean supports(String feature) {
        return JsonValues.flag(JsonValues.child(capabilities(), "supports"), feature);
    }

    int limit(String name, int fallback) {
        return JsonValues.child(capabilities(), "limits").getInt(name, fallback);
    }

    JsonObject visionLimits() {
        return JsonValues.child(JsonValues.child(capabilities(), "limits"), "vision");
    }

    private JsonObject capabilities() {
        return JsonValues.child(entry, "capabilities");
    }
}
