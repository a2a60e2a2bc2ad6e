package dev.sluice.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Requests for chat completions. */
final class ChatRequests {
    private ChatRequests() {}

    static String plain(String model, String text) {
        return of(model, text, false).toString();
    }

    static String streamed(String model, String text) {
        return of(model, text, true).toString();
    }

    static String of(boolean streamed) {
        return of("copilot-gpt-4o", "Good morning", streamed).toString();
    }

    private static JsonObject of(String model, String text, boolean streamed) {
        return Json.createObjectBuilder()
                .add("model", model)
                .add("stream", streamed)
                .add(
                        "messages",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("role", "user")
                                        .add("content", text)))
                .build();
    }
}
