package dev.sluice.provider.testkit.openai;

import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.Script;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Simulates {@code GET /models} and {@code POST /chat/completions}, complete or streamed: repeats the last message, and
 * calls the first tool of the request. Anything else is a 404; a request without the key is a 401.
 */
public final class ChatUpstream implements Script {
    private final String key;
    private final List<String> models;

    /**
     * Makes an upstream.
     *
     * @param key what callers present as a bearer token
     * @param models the ids of its models
     */
    public ChatUpstream(String key, String... models) {
        this.key = key;
        this.models = List.of(models);
    }

    @Override
    public Response answer(Request request) {
        if (!request.header("Authorization").orElse("").equals("Bearer " + key)) {
            return error(401, "Incorrect API key provided.", "invalid_api_key");
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /models" -> Response.json(200, list());
            case "POST /chat/completions" -> chat(request.json());
            default -> error(404, "There is no such address.", "not_found");
        };
    }

    private JsonObject list() {
        JsonArrayBuilder data = Json.createArrayBuilder();
        models.forEach(id -> data.add(
                Json.createObjectBuilder().add("id", id).add("object", "model").add("owned_by", "example")));
        return Json.createObjectBuilder()
                .add("object", "list")
                .add("data", data)
                .build();
    }

    private Response chat(JsonObject request) {
        String model = request.getString("model");
        if (!models.contains(model)) {
            return error(404, "The model '" + model + "' does not exist.", "model_not_found");
        }
        JsonArray tools = request.getJsonArray("tools");
        JsonObject message = tools == null ? repeating(request) : calling(tools);
        String reason = tools == null ? "stop" : "tool_calls";
        return request.getBoolean("stream", false)
                ? Response.events(events(model, message, reason))
                : Response.json(200, whole(model, message, reason));
    }

    private static JsonObject repeating(JsonObject request) {
        JsonArray messages = request.getJsonArray("messages");
        return Json.createObjectBuilder()
                .add("role", "assistant")
                .add("content", messages.getJsonObject(messages.size() - 1).getString("content"))
                .build();
    }

    private static JsonObject calling(JsonArray tools) {
        JsonObject function = Json.createObjectBuilder()
                .add("name", tools.getJsonObject(0).getJsonObject("function").getString("name"))
                .add("arguments", "{}")
                .build();
        JsonObject call = Json.createObjectBuilder()
                .add("index", 0)
                .add("id", "call_1")
                .add("type", "function")
                .add("function", function)
                .build();
        return Json.createObjectBuilder()
                .add("role", "assistant")
                .addNull("content")
                .add("tool_calls", Json.createArrayBuilder().add(call))
                .build();
    }

    private static JsonObject whole(String model, JsonObject message, String reason) {
        JsonObjectBuilder choice = Json.createObjectBuilder()
                .add("index", 0)
                .add("message", message)
                .add("finish_reason", reason);
        return reply("chat.completion", model, choice).add("usage", usage()).build();
    }

    private static List<String> events(String model, JsonObject message, String reason) {
        List<String> events = new ArrayList<>();
        JsonObject role = Json.createObjectBuilder().add("role", "assistant").build();
        for (JsonObject delta : List.of(role, message)) {
            JsonObjectBuilder choice = Json.createObjectBuilder()
                    .add("index", 0)
                    .add("delta", delta)
                    .addNull("finish_reason");
            events.add(event(reply("chat.completion.chunk", model, choice).build()));
        }
        JsonObjectBuilder last = Json.createObjectBuilder()
                .add("index", 0)
                .add("delta", JsonObject.EMPTY_JSON_OBJECT)
                .add("finish_reason", reason);
        events.add(event(reply("chat.completion.chunk", model, last).build()));
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static JsonObjectBuilder reply(String object, String model, JsonObjectBuilder choice) {
        return Json.createObjectBuilder()
                .add("id", "chatcmpl-1")
                .add("object", object)
                .add("created", 1)
                .add("model", model)
                .add("choices", Json.createArrayBuilder().add(choice));
    }

    private static JsonObjectBuilder usage() {
        return Json.createObjectBuilder()
                .add("prompt_tokens", 3)
                .add("completion_tokens", 2)
                .add("total_tokens", 5);
    }

    private static String event(JsonObject data) {
        return "data: " + data + "\n\n";
    }

    private static Response error(int status, String message, String code) {
        JsonObject error = Json.createObjectBuilder()
                .add("message", message)
                .add("type", "invalid_request_error")
                .addNull("param")
                .add("code", code)
                .build();
        return Response.json(
                status, Json.createObjectBuilder().add("error", error).build());
    }
}
