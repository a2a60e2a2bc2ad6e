package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.util.List;
import java.util.Optional;

/** Writes the response object, most of which is the request said again. */
final class ResponseJson {
    /** The names of the request's fields that its answer says again, or is shaped by. */
    static final List<String> FIELDS = List.of(
            "include",
            "instructions",
            "max_output_tokens",
            "max_tool_calls",
            "metadata",
            "parallel_tool_calls",
            "prompt_cache_key",
            "reasoning",
            "safety_identifier",
            "temperature",
            "text",
            "tool_choice",
            "tools",
            "top_logprobs",
            "top_p",
            "user");

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

    private static void echo(JsonNode request, JsonOutput out) {
        copy(request, "instructions", Kind.STRING, out);
        copy(request, "max_output_tokens", Kind.NUMBER, out);
        copy(request, "max_tool_calls", Kind.NUMBER, out);
        out.add("metadata", object(request, "metadata"))
                .add("parallel_tool_calls", !isFalse(request.get("parallel_tool_calls")))
                .addNull("previous_response_id");
        JsonNode reasoning = request.get("reasoning");
        copy(reasoning, "effort", Kind.STRING, out.name("reasoning").object());
        copy(reasoning, "summary", Kind.STRING, out);
        out.endObject().addNull("service_tier").add("store", false);
        copy(request, "temperature", Kind.NUMBER, out);
        text(request.get("text"), out.name("text"));
        toolChoice(request.get("tool_choice"), out.name("tool_choice"));
        tools(request.get("tools"), out.name("tools"));
        copy(request, "top_logprobs", Kind.NUMBER, out);
        copy(request, "top_p", Kind.NUMBER, out);
        out.add("truncation", "disabled");
        for (String name : List.of("prompt_cache_key", "safety_identifier", "user")) {
            if (request.get(name).is(Kind.STRING)) {
                out.add(name, request.get(name));
            }
        }
    }

    private static boolean isFalse(JsonNode flag) {
        return flag.is(Kind.BOOLEAN) && !flag.isTrue();
    }

    private static void text(JsonNode asked, JsonOutput out) {
        JsonNode format = object(asked, "format");
        out.object().name("format");
        if (format.isEmpty()) {
            out.object().add("type", "text").endObject();
        } else {
            out.value(format);
        }
        if (asked.get("verbosity").is(Kind.STRING)) {
            out.add("verbosity", asked.get("verbosity"));
        }
        out.endObject();
    }

    private static void toolChoice(JsonNode asked, JsonOutput out) {
        if (asked.is(Kind.STRING) || asked.is(Kind.OBJECT)) {
            out.value(asked);
        } else {
            out.text("auto");
        }
    }

    private static void tools(JsonNode asked, JsonOutput out) {
        out.array();
        if (asked.is(Kind.ARRAY)) {
            for (JsonNode tool : asked) {
                if (tool.is(Kind.OBJECT)) {
                    tool(tool, out);
                }
            }
        }
        out.endArray();
    }

    private static void tool(JsonNode tool, JsonOutput out) {
        out.object();
        boolean function = tool.get("type").says("function");
        for (String name : List.of("strict", "parameters")) {
            if (function && tool.get(name).is(Kind.ABSENT)) {
                out.addNull(name);
            }
        }
        JsonNodes.writeMembers(tool, out);
        out.endObject();
    }

    private static JsonNode object(JsonNode parent, String name) {
        JsonNode child = parent.get(name);
        return child.is(Kind.OBJECT) ? child : JsonNodes.EMPTY;
    }

    private static void copy(JsonNode parent, String name, Kind kind, JsonOutput out) {
        JsonNode value = parent.get(name);
        if (value.is(kind)) {
            out.add(name, value);
        } else {
            out.addNull(name);
        }
    }
}
