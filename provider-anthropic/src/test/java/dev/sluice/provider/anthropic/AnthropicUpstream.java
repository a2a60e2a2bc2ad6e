package dev.sluice.provider.anthropic;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.Script;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;

/** Answers as Anthropic's reference says: one model that repeats what the user says, or calls the tool it is offered. */
final class AnthropicUpstream implements Script {
    static final String KEY = "sk-ant-synthetic";
    static final String MODEL = "claude-sonnet-4-5";

    @Override
    public Response answer(Request request) {
        if (!request.header("x-api-key").orElse("").equals(KEY)) {
            return error(401, "authentication_error", "invalid x-api-key");
        }
        if (request.header("anthropic-version").isEmpty()) {
            return error(400, "invalid_request_error", "anthropic-version: header is required");
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /v1/models" -> models(request);
            case "POST /v1/messages" -> messages(request.json());
            case "POST /v1/messages/count_tokens" -> Response.of(200, "application/json", "{\"input_tokens\":14}");
            default -> error(404, "not_found_error", "Not found");
        };
    }

    /** Two pages, however many are asked for. */
    private static Response models(Request request) {
        boolean second = request.query("after_id").orElse("").equals(MODEL);
        return Response.of(200, "application/json", second ? """
                {"data":[{"type":"model","id":"claude-haiku-4-5","display_name":"Claude Haiku 4.5",
                  "created_at":"2025-10-01T00:00:00Z"},
                 {"type":"model","id":"claude-sonnet-4-5","display_name":"again","created_at":"nonsense"}],
                 "has_more":false,"first_id":"claude-haiku-4-5","last_id":"claude-sonnet-4-5"}""" : """
                {"data":[{"type":"model","id":"claude-sonnet-4-5","display_name":"Claude Sonnet 4.5",
                  "created_at":"2025-09-29T00:00:00Z","max_input_tokens":200000,"max_tokens":64000,
                  "capabilities":{"image_input":{"supported":true},"batch":{"supported":false}}}],
                 "has_more":true,"first_id":"claude-sonnet-4-5","last_id":"claude-sonnet-4-5"}""");
    }

    private static Response messages(JsonObject request) {
        if (!request.getString("model").equals(MODEL)) {
            return error(404, "not_found_error", "model: " + request.getString("model"));
        }
        JsonObject block = request.containsKey("tools") ? call(request) : text(request);
        String reason = request.containsKey("tools") ? "tool_use" : "end_turn";
        return request.getBoolean("stream", false)
                ? Response.events(events(block, reason))
                : Response.json(200, message(block, reason))
                        .header("request-id", "req_synthetic")
                        .header("anthropic-ratelimit-requests-remaining", "49");
    }

    private static JsonObject text(JsonObject request) {
        JsonObject last = request.getJsonArray("messages").getJsonObject(0);
        return Json.createObjectBuilder()
                .add("type", "text")
                .add("text", last.getString("content"))
                .build();
    }

    private static JsonObject call(JsonObject request) {
        return Json.createObjectBuilder()
                .add("type", "tool_use")
                .add("id", "toolu_1")
                .add("name", request.getJsonArray("tools").getJsonObject(0).getString("name"))
                .add("input", JsonObject.EMPTY_JSON_OBJECT)
                .build();
    }

    private static JsonObject message(JsonObject block, String reason) {
        return Json.createObjectBuilder()
                .add("id", "msg_1")
                .add("type", "message")
                .add("role", "assistant")
                .add("model", MODEL)
                .add("content", Json.createArrayBuilder().add(block))
                .add("stop_reason", reason)
                .addNull("stop_sequence")
                .add("usage", usage())
                .build();
    }

    private static JsonObject usage() {
        return Json.createObjectBuilder()
                .add("input_tokens", 10)
                .add("cache_creation_input_tokens", 3)
                .add("cache_read_input_tokens", 2)
                .add("output_tokens", 5)
                .build();
    }

    private static List<String> events(JsonObject block, String reason) {
        boolean text = block.getString("type").equals("text");
        String begin = text ? "{\"type\":\"text\",\"text\":\"\"}" : block.toString();
        String delta = text
                ? "{\"type\":\"text_delta\",\"text\":" + block.get("text") + "}"
                : "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}";
        return List.of(
                event("message_start", ",\"message\":" + message(block, reason)),
                event("content_block_start", ",\"index\":0,\"content_block\":" + begin),
                event("ping", ""),
                event("content_block_delta", ",\"index\":0,\"delta\":" + delta),
                event("content_block_stop", ",\"index\":0"),
                event(
                        "message_delta",
                        ",\"delta\":{\"stop_reason\":\"" + reason + "\"},\"usage\":{\"output_tokens\":7}"),
                event("message_stop", ""));
    }

    static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
    }

    static Response error(int status, String type, String message) {
        return Response.of(
                status,
                "application/json",
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                        + "\"},\"request_id\":\"req_synthetic\"}");
    }
}
