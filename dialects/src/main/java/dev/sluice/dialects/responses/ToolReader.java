package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the tools of a request. */
final class ToolReader {
    private final LeftOut leftOut;
    private final List<Tool> tools = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    ToolReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    ToolSet read(Fields request) {
        request.list("tools").forEach(this::tool);
        return new ToolSet(tools, new ToolChoiceReader(tools).read(request), request.flag("parallel_tool_calls"));
    }

    private void tool(Fields tool) {
        String type = tool.requiredText("type");
        if (type.equals("namespace")) {
            namespace(tool);
        } else {
            add(tool, type, UnaryOperator.identity(), tool.text("description"));
        }
        tool.leaveOutRest(leftOut);
    }

    /** What the namespace is for is said once, with its first tool. */
    private void namespace(Fields group) {
        String namespace = ToolNames.read(group);
        Optional<String> about = group.text("description").filter(text -> !text.isEmpty());
        List<Fields> members = group.list("tools");
        for (Fields member : members) {
            Optional<String> description = member.text("description");
            Optional<String> first = member == members.getFirst() ? about : Optional.empty();
            add(
                    member,
                    member.requiredText("type"),
                    name -> Namespaces.flat(namespace, name),
                    first.map(text -> "Tools of " + namespace + ": " + text
                                    + description.map(own -> "\n\n" + own).orElse(""))
                            .or(() -> description));
            member.leaveOutRest(leftOut);
        }
    }

    private void add(Fields tool, String type, UnaryOperator<String> naming, Optional<String> description) {
        Tool read = switch (type) {
            case "function" ->
                new Tool.Function(
                        naming.apply(ToolNames.read(tool)),
                        description,
                        tool.tree("parameters").orElse(JsonNodes.EMPTY),
                        tool.flag("strict"));
            case "custom" -> new Tool.Custom(naming.apply(ToolNames.read(tool)), description, format(tool));
            default -> throw BuiltIn.tool(tool, type);
        };
        if (!names.add(read.name())) {
            throw tool.wrong("name", "is the name of another tool, too");
        }
        List<String> callers = tool.texts("allowed_callers");
        if (!callers.isEmpty() && !callers.contains("direct")) {
            throw tool.wrong("allowed_callers", "must contain 'direct': the model asked for runs no programs");
        }
        tools.add(read);
    }

    private static Optional<JsonNode> format(Fields tool) {
        return tool.fields("format").flatMap(format -> switch (format.requiredText("type")) {
            case "text" -> Optional.empty();
            case "grammar" -> {
                format.requiredText("syntax");
                format.requiredText("definition");
                yield Optional.of(format.object());
            }
            default -> throw format.wrong("type", "must be one of grammar, text");
        });
    }
}
