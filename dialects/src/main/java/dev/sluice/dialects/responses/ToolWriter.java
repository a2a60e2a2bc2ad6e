package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** Writes the tools of a request. */
final class ToolWriter {
    private static final JsonObject NO_PARAMETERS = JsonTree.object()
            .add("type", "object")
            .add("properties", JsonTree.object())
            .build();

    private ToolWriter() {}

    static void write(ToolSet tools, JsonObjectBuilder request) {
        if (tools.tools().isEmpty()) {
            return;
        }
        JsonArrayBuilder written = JsonTree.array();
        tools.tools().forEach(tool -> written.add(tool(tool)));
        request.add("tools", written);
        tools.choice().ifPresent(choice -> request.add("tool_choice", choice(choice, tools)));
        tools.parallel().ifPresent(parallel -> request.add("parallel_tool_calls", parallel));
    }

    private static JsonObjectBuilder tool(Tool tool) {
        if (!ToolNames.allowed(tool.name())) {
            throw ProviderException.builder(
                            ErrorKind.INVALID_REQUEST,
                            "The tool name '" + tool.name() + "' cannot be carried: the model takes 1 to 128 letters,"
                                    + " digits, underscores and dashes.")
                    .parameter("tools")
                    .build();
        }
        JsonObjectBuilder written = JsonTree.object();
        switch (tool) {
            case Tool.Function function ->
                written.add("type", "function")
                        .add("name", function.name())
                        .add("parameters", function.parameters().isEmpty() ? NO_PARAMETERS : function.parameters())
                        // Left unsaid, the API takes it for true and rewrites the schema.
                        .add("strict", function.strict().orElse(false));
            case Tool.Custom custom -> {
                written.add("type", "custom").add("name", custom.name());
                custom.format().ifPresent(format -> written.add("format", flat(format)));
            }
        }
        tool.description().ifPresent(description -> written.add("description", description));
        return written;
    }

    /** Chat completions say the same one level deeper. */
    private static JsonObject flat(JsonObject format) {
        return format.get("grammar") instanceof JsonObject grammar
                ? JsonTree.object(grammar).add("type", "grammar").build()
                : format;
    }

    private static JsonValue choice(ToolChoice choice, ToolSet tools) {
        return switch (choice) {
            case ToolChoice.Auto() -> Json.createValue("auto");
            case ToolChoice.None() -> Json.createValue("none");
            case ToolChoice.Required() -> Json.createValue("required");
            case ToolChoice.Named(String name) -> named(name, tools);
            case ToolChoice.Allowed allowed -> {
                JsonArrayBuilder names = JsonTree.array();
                allowed.names().forEach(name -> names.add(named(name, tools)));
                yield JsonTree.object()
                        .add("type", "allowed_tools")
                        .add("mode", allowed.required() ? "required" : "auto")
                        .add("tools", names)
                        .build();
            }
        };
    }

    private static JsonObject named(String name, ToolSet tools) {
        boolean custom = tools.tools().stream()
                .anyMatch(tool -> tool instanceof Tool.Custom && tool.name().equals(name));
        return JsonTree.object()
                .add("type", custom ? "custom" : "function")
                .add("name", name)
                .build();
    }
}
