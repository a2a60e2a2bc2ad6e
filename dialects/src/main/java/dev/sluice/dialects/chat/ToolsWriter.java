package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the tools of a request. */
final class ToolsWriter {
    private static final String CHOICE = "tool_choice";
    private static final int LONGEST_NAME = 64;
    /** Some upstreams refuse a function without any. */
    private static final byte[] NO_PARAMETERS =
            "{\"type\":\"object\",\"properties\":{}}".getBytes(StandardCharsets.US_ASCII);

    private ToolsWriter() {}

    static void write(ToolSet tools, JsonOutput out) {
        if (tools.tools().isEmpty()) {
            return;
        }
        out.name("tools").array();
        offered(tools).forEach(tool -> tool(tool, out));
        out.endArray();
        tools.choice().ifPresent(choice -> choice(choice, out.name(CHOICE)));
        tools.parallel().ifPresent(parallel -> out.add("parallel_tool_calls", parallel));
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

    private static void tool(Tool tool, JsonOutput out) {
        if (!(tool instanceof Tool.Function function)) {
            throw RequestWriter.refused("The tool '" + tool.name()
                    + "' takes text, and the API of the model asked for has only functions, which take JSON.");
        }
        checkName(tool.name());
        out.object().add("type", "function").name("function").object().add("name", function.name());
        function.description().ifPresent(value -> out.add("description", value));
        if (function.parameters().isEmpty()) {
            out.add("parameters", NO_PARAMETERS);
        } else {
            out.add("parameters", function.parameters());
        }
        function.strict().ifPresent(value -> out.add("strict", value));
        out.endObject().endObject();
    }

    private static void choice(ToolChoice choice, JsonOutput out) {
        switch (choice) {
            case ToolChoice.Auto _ -> out.text("auto");
            case ToolChoice.None _ -> out.text("none");
            case ToolChoice.Required _ -> out.text("required");
            case ToolChoice.Named named ->
                out.object()
                        .add("type", "function")
                        .name("function")
                        .object()
                        .add("name", named.name())
                        .endObject()
                        .endObject();
            case ToolChoice.Allowed allowed -> out.text(allowed.required() ? "required" : "auto");
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
