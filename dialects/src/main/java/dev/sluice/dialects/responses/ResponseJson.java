package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.json.JsonOutput;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the response object, most of which is the request said again. */
final class ResponseJson {
    private final String id;
    private final Caller caller;

    ResponseJson(String upstreamsId, Caller caller) {
        this.id = Ids.response(upstreamsId);
        this.caller = caller;
    }

    /** Writes it while there is nothing in it yet. */
    void inProgress(JsonOutput out) {
        start("in_progress", Optional.empty(), out);
        out.name("output").array().endArray();
        echo(caller.request(), out);
        out.endObject();
    }

    /** Writes it whole. */
    void finished(List<byte[]> items, Optional<String> incomplete, Optional<Usage> usage, JsonOutput out) {
        start(incomplete.isPresent() ? "incomplete" : "completed", incomplete, out);
        out.name("output").array();
        items.forEach(out::value);
        out.endArray();
        echo(caller.request(), out);
        usage.ifPresent(counts -> UsageJson.write(counts, out.name("usage")));
        out.endObject();
    }

    private void start(String status, Optional<String> incomplete, JsonOutput out) {
        out.object()
                .add("id", id)
                .add("object", "response")
                .add("created_at", caller.asked().getEpochSecond())
                .add("status", status)
                .add("background", false)
                .addNull("error")
                .name("incomplete_details");
        incomplete.ifPresentOrElse(reason -> out.object().add("reason", reason).endObject(), out::nothing);
        out.add("model", caller.model());
    }

    private static void echo(JsonObject request, JsonOutput out) {
        texts(request, "instructions", out);
        numbers(request, "max_output_tokens", out);
        numbers(request, "max_tool_calls", out);
        JsonTree.write(object(request, "metadata"), out.name("metadata"));
        out.add("parallel_tool_calls", !JsonValue.FALSE.equals(request.get("parallel_tool_calls")))
                .addNull("previous_response_id");
        JsonObject reasoning = object(request, "reasoning");
        texts(reasoning, "effort", out.name("reasoning").object());
        texts(reasoning, "summary", out);
        out.endObject().addNull("service_tier").add("store", false);
        numbers(request, "temperature", out);
        text(object(request, "text"), out.name("text"));
        toolChoice(request.get("tool_choice"), out.name("tool_choice"));
        tools(request.get("tools"), out.name("tools"));
        numbers(request, "top_logprobs", out);
        numbers(request, "top_p", out);
        out.add("truncation", "disabled");
        for (String name : List.of("prompt_cache_key", "safety_identifier", "user")) {
            if (request.get(name) instanceof JsonString text) {
                out.add(name, text.getString());
            }
        }
    }

    private static void text(JsonObject asked, JsonOutput out) {
        JsonObject format = object(asked, "format");
        out.object().name("format");
        if (format.isEmpty()) {
            out.object().add("type", "text").endObject();
        } else {
            JsonTree.write(format, out);
        }
        if (asked.get("verbosity") instanceof JsonString verbosity) {
            out.add("verbosity", verbosity.getString());
        }
        out.endObject();
    }

    private static void toolChoice(@Nullable JsonValue asked, JsonOutput out) {
        if (asked instanceof JsonString || asked instanceof JsonObject) {
            JsonTree.write(asked, out);
        } else {
            out.text("auto");
        }
    }

    /** Functions may leave out what the answer must say of them. */
    private static void tools(@Nullable JsonValue asked, JsonOutput out) {
        out.array();
        if (asked instanceof JsonArray array) {
            for (JsonValue each : array) {
                if (each instanceof JsonObject tool) {
                    tool(tool, out);
                }
            }
        }
        out.endArray();
    }

    private static void tool(JsonObject tool, JsonOutput out) {
        out.object();
        boolean function =
                tool.get("type") instanceof JsonString type && type.getString().equals("function");
        for (String name : List.of("strict", "parameters")) {
            if (function && !tool.containsKey(name)) {
                out.addNull(name);
            }
        }
        JsonTree.writeMembers(tool, out);
        out.endObject();
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static void texts(JsonObject parent, String name, JsonOutput out) {
        JsonTree.write(parent.get(name) instanceof JsonString text ? text : JsonValue.NULL, out.name(name));
    }

    private static void numbers(JsonObject parent, String name, JsonOutput out) {
        JsonTree.write(parent.get(name) instanceof JsonNumber number ? number : JsonValue.NULL, out.name(name));
    }
}
