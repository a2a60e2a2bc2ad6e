package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools of a request, and those that are still called {@code functions}. */
final class ToolsReader {
    private final LeftOut leftOut;
    private final List<Tool> tools = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private ToolsReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    static ToolSet read(Fields request, LeftOut leftOut) {
        ToolsReader reader = new ToolsReader(leftOut);
        boolean legacy = reader.readAll(request);
        ToolChoiceReader choice = new ToolChoiceReader(request, Set.copyOf(reader.names), leftOut);
        ToolSet read = new ToolSet(
                reader.tools,
                legacy ? choice.readLegacy() : choice.read(),
                // Their reply has room for one call.
                legacy ? Optional.of(false) : request.flag("parallel_tool_calls"));
        // Without tools there is nothing to choose from, and clients say so all the same.
        return reader.tools.isEmpty() ? ToolSet.NONE : read;
    }

    private boolean readAll(Fields request) {
        List<Fields> functions = request.list("functions");
        for (Fields tool : request.list("tools")) {
            read(tool);
            tool.leaveOutRest(leftOut);
        }
        if (functions.isEmpty()) {
            return false;
        }
        if (!tools.isEmpty()) {
            throw request.wrong("functions", "can't stand beside 'tools'; put all of them into 'tools'");
        }
        functions.forEach(this::function);
        return true;
    }

    private void read(Fields tool) {
        String type = tool.requiredText("type");
        switch (type) {
            case "function" -> function(tool.requiredFields("function"));
            case "custom" -> custom(tool.requiredFields("custom"));
            default ->
                throw tool.wrong(
                        "type",
                        "must be function or custom: a tool that is run by the model's own side has no place here,"
                                + " as the model asked for has none; leave it out");
        }
    }

    private void function(Fields function) {
        tools.add(new Tool.Function(
                name(function),
                function.text("description"),
                function.tree("parameters").orElse(JsonNodes.EMPTY),
                function.flag("strict")));
        function.leaveOutRest(leftOut);
    }

    private void custom(Fields custom) {
        tools.add(new Tool.Custom(
                name(custom),
                custom.text("description"),
                custom.fields("format").flatMap(this::format)));
        custom.leaveOutRest(leftOut);
    }

    /** The grammar stands in an object of its own here, and directly in the format in the Responses API. */
    private Optional<JsonNode> format(Fields format) {
        return switch (format.requiredText("type")) {
            case "text" -> Optional.empty();
            case "grammar" -> {
                Fields grammar = format.requiredFields("grammar");
                byte[] flat = new JsonOutput()
                        .object()
                        .add("type", "grammar")
                        .add("syntax", grammar.requiredText("syntax"))
                        .add("definition", grammar.requiredText("definition"))
                        .endObject()
                        .toBytes();
                grammar.leaveOutRest(leftOut);
                yield Optional.of(JsonNodes.of(flat));
            }
            default -> throw format.wrong("type", "must be grammar or text");
        };
    }

    private String name(Fields tool) {
        String name = tool.requiredText("name");
        if (name.isEmpty()) {
            throw tool.wrong("name", "must not be empty");
        }
        if (!names.add(name)) {
            throw tool.wrong("name", "is the name of another tool already");
        }
        return name;
    }
}
