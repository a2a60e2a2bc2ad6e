package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;

/** Writes the tools of a request. */
final class ToolWriter {
    private static final byte[] NO_PARAMETERS =
            "{\"type\":\"object\",\"properties\":{}}".getBytes(StandardCharsets.US_ASCII);

    private ToolWriter() {}

    static void write(ToolSet tools, JsonOutput out) {
        if (tools.tools().isEmpty()) {
            return;
        }
        out.name("tools").array();
        tools.tools().forEach(tool -> tool(tool, out));
        out.endArray();
        tools.choice().ifPresent(choice -> choice(choice, tools, out.name("tool_choice")));
        tools.parallel().ifPresent(parallel -> out.add("parallel_tool_calls", parallel));
    }

    private static void tool(Tool tool, JsonOutput out) {
        if (!ToolNames.allowed(tool.name())) {
            throw ProviderException.builder(
                            ErrorKind.INVALID_REQUEST,
                            "The tool name '" + tool.name() + "' cannot be carried: the model takes 1 to 128 letters,"
                                    + " digits, underscores and dashes.")
                    .parameter("tools")
                    .build();
        }
        out.object();
        switch (tool) {
            case Tool.Function function -> {
                out.add("type", "function").add("name", function.name());
                if (function.parameters().isEmpty()) {
                    out.add("parameters", NO_PARAMETERS);
                } else {
                    out.add("parameters", function.parameters());
                }
                // Left unsaid, the API takes it for true and rewrites the schema.
                out.add("strict", function.strict().orElse(false));
            }
            case Tool.Custom custom -> {
                out.add("type", "custom").add("name", custom.name());
                custom.format().ifPresent(format -> format(format, out.name("format")));
            }
        }
        tool.description().ifPresent(description -> out.add("description", description));
        out.endObject();
    }

    private static void format(JsonNode format, JsonOutput out) {
        JsonNode grammar = format.get("grammar");
        if (!grammar.is(JsonNode.Kind.OBJECT)) {
            out.value(format);
            return;
        }
        out.object();
        for (JsonNode member : grammar) {
            if (!member.isNamed("type")) {
                out.add(member.name(), member);
            }
        }
        out.add("type", "grammar").endObject();
    }

    private static void choice(ToolChoice choice, ToolSet tools, JsonOutput out) {
        switch (choice) {
            case ToolChoice.Auto() -> out.text("auto");
            case ToolChoice.None() -> out.text("none");
            case ToolChoice.Required() -> out.text("required");
            case ToolChoice.Named(String name) -> named(name, tools, out);
            case ToolChoice.Allowed allowed -> {
                out.object()
                        .add("type", "allowed_tools")
                        .add("mode", allowed.required() ? "required" : "auto")
                        .name("tools")
                        .array();
                allowed.names().forEach(name -> named(name, tools, out));
                out.endArray().endObject();
            }
        }
    }

    private static void named(String name, ToolSet tools, JsonOutput out) {
        boolean custom = tools.tools().stream()
                .anyMatch(tool -> tool instanceof Tool.Custom && tool.name().equals(name));
        out.object()
                .add("type", custom ? "custom" : "function")
                .add("name", name)
                .endObject();
    }
}
