package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;

/** Writes the tools of a request. */
final class ToolsWriter {
    private static final String CHOICE = "tool_choice";
    private static final int LONGEST_NAME = 64;
    /** Some upstreams refuse a function without any. */
    private static final JsonObject NO_PARAMETERS = JsonTree.object()
            .add("type", "object")
            .add("properties", JsonValue.EMPTY_JSON_OBJECT)
            .build();

    private ToolsWriter() {}

    static void write(ToolSet tools, JsonObjectBuilder request) {
        if (tools.tools().isEmpty()) {
            return;
        }
        JsonArrayBuilder written = JsonTree.array();
        offered(tools).forEach(tool -> written.add(tool(tool)));
        request.add("tools", written);
        tools.choice().ifPresent(choice -> choice(choice, request));
        tools.parallel().ifPresent(parallel -> request.add("parallel_tool_calls", parallel));
    }

    /** Few upstreams know {@code allowed_tools}; to be told of those tools only means the same to a model. */
    private static List<Tool> offered(ToolSet tools) {
        if (tools.choice().isPresent() && tools.choice().get() instanceof ToolChoice.Allowed allowed) {
            List<Tool> left = tools.tools().stream()
                    .filter(tool -> allowed.names().contains(tool.name()))
                    .toList();
            if (left.isEmpty()) {
                throw RequestWriter.refused("None of the tools that the model may choose from is there.");
            }
            return left;
        }
        return tools.tools();
    }

    private static JsonObjectBuilder tool(Tool tool) {
        if (!(tool instanceof Tool.Function function)) {
            throw RequestWriter.refused("The tool '" + tool.name()
                    + "' takes text, and the API of the model asked for has only functions, which take JSON.");
        }
        checkName(tool.name());
        JsonObjectBuilder written = JsonTree.object().add("name", function.name());
        function.description().ifPresent(value -> written.add("description", value));
        written.add("parameters", function.parameters().isEmpty() ? NO_PARAMETERS : function.parameters());
        function.strict().ifPresent(value -> written.add("strict", value));
        return JsonTree.object().add("type", "function").add("function", written);
    }

    private static void choice(ToolChoice choice, JsonObjectBuilder request) {
        switch (choice) {
            case ToolChoice.Auto _ -> request.add(CHOICE, "auto");
            case ToolChoice.None _ -> request.add(CHOICE, "none");
            case ToolChoice.Required _ -> request.add(CHOICE, "required");
            case ToolChoice.Named named ->
                request.add(
                        CHOICE,
                        JsonTree.object()
                                .add("type", "function")
                                .add("function", JsonTree.object().add("name", named.name())));
            case ToolChoice.Allowed allowed -> request.add(CHOICE, allowed.required() ? "required" : "auto");
        }
    }

    private static void checkName(String name) {
        boolean fits = !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars()
                        .allMatch(c -> c == '_'
                                || c == '-'
                                || (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9'));
        if (!fits) {
            throw RequestWriter.refused("The tool's name '" + name
                    + "' must have 1 to " + LONGEST_NAME
                    + " letters, digits, '_' or '-', as the API of the model asked for takes no others.");
        }
    }
}
