package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the response object, most of which is the request said again. */
final class ResponseJson {
    private final String id;
    private final Caller caller;
    private final JsonObject echo;

    ResponseJson(String upstreamsId, Caller caller) {
        this.id = Ids.response(upstreamsId);
        this.caller = caller;
        this.echo = echo(caller.request());
    }

    /** Writes it while there is nothing in it yet. */
    JsonObject inProgress() {
        return start("in_progress", Optional.empty())
                .add("output", JsonTree.array())
                .addAll(JsonTree.object(echo))
                .build();
    }

    /** Writes it whole. */
    JsonObject finished(List<JsonObject> items, Optional<String> incomplete, Optional<Usage> usage) {
        JsonArrayBuilder output = JsonTree.array();
        items.forEach(output::add);
        JsonObjectBuilder response = start(incomplete.isPresent() ? "incomplete" : "completed", incomplete)
                .add("output", output)
                .addAll(JsonTree.object(echo));
        usage.ifPresent(counts -> response.add("usage", UsageJson.write(counts)));
        return response.build();
    }

    private JsonObjectBuilder start(String status, Optional<String> incomplete) {
        return JsonTree.object()
                .add("id", id)
                .add("object", "response")
                .add("created_at", caller.asked().getEpochSecond())
                .add("status", status)
                .add("background", false)
                .add("error", JsonValue.NULL)
                .add(
                        "incomplete_details",
                        incomplete
                                .<JsonValue>map(reason ->
                                        JsonTree.object().add("reason", reason).build())
                                .orElse(JsonValue.NULL))
                .add("model", caller.model());
    }

    private static JsonObject echo(JsonObject request) {
        JsonObjectBuilder echo = JsonTree.object()
                .add("instructions", texts(request, "instructions"))
                .add("max_output_tokens", numbers(request, "max_output_tokens"))
                .add("max_tool_calls", numbers(request, "max_tool_calls"))
                .add("metadata", object(request, "metadata"))
                .add("parallel_tool_calls", !JsonValue.FALSE.equals(request.get("parallel_tool_calls")))
                .add("previous_response_id", JsonValue.NULL)
                .add("reasoning", reasoning(object(request, "reasoning")))
                .add("service_tier", JsonValue.NULL)
                .add("store", false)
                .add("temperature", numbers(request, "temperature"))
                .add("text", text(object(request, "text")))
                .add("tool_choice", toolChoice(request.get("tool_choice")))
                .add("tools", tools(request.get("tools")))
                .add("top_logprobs", numbers(request, "top_logprobs"))
                .add("top_p", numbers(request, "top_p"))
                .add("truncation", "disabled");
        for (String name : List.of("prompt_cache_key", "safety_identifier", "user")) {
            if (request.get(name) instanceof JsonString text) {
                echo.add(name, text);
            }
        }
        return echo.build();
    }

    private static JsonObjectBuilder reasoning(JsonObject asked) {
        return JsonTree.object().add("effort", texts(asked, "effort")).add("summary", texts(asked, "summary"));
    }

    private static JsonObjectBuilder text(JsonObject asked) {
        JsonObject format = object(asked, "format");
        JsonObjectBuilder text = JsonTree.object()
                .add(
                        "format",
                        format.isEmpty() ? JsonTree.object().add("type", "text").build() : format);
        return asked.get("verbosity") instanceof JsonString verbosity ? text.add("verbosity", verbosity) : text;
    }

    private static JsonValue toolChoice(@Nullable JsonValue asked) {
        return asked instanceof JsonString || asked instanceof JsonObject ? asked : Json.createValue("auto");
    }

    /** Functions may leave out what the answer must say of them. */
    private static JsonArrayBuilder tools(@Nullable JsonValue asked) {
        JsonArrayBuilder tools = JsonTree.array();
        if (asked instanceof JsonArray array) {
            for (JsonValue each : array) {
                if (each instanceof JsonObject tool) {
                    boolean function = tool.get("type") instanceof JsonString type
                            && type.getString().equals("function");
                    tools.add(
                            function
                                    ? JsonTree.object()
                                            .add("strict", JsonValue.NULL)
                                            .add("parameters", JsonValue.NULL)
                                            .addAll(JsonTree.object(tool))
                                            .build()
                                    : tool);
                }
            }
        }
        return tools;
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static JsonValue texts(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonString text ? text : JsonValue.NULL;
    }

    private static JsonValue numbers(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonNumber number ? number : JsonValue.NULL;
    }
}
