package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonNode.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads which tools are to be called. */
final class ToolChoiceReader {
    private static final Map<String, ToolChoice> WORDS =
            Map.of("auto", new ToolChoice.Auto(), "none", new ToolChoice.None(), "required", new ToolChoice.Required());

    private final List<Tool> tools;

    ToolChoiceReader(List<Tool> tools) {
        this.tools = tools;
    }

    Optional<ToolChoice> read(Fields request) {
        if (request.value("tool_choice")
                .filter(choice -> choice.is(Kind.STRING))
                .isPresent()) {
            return request.choice("tool_choice", WORDS);
        }
        return request.fields("tool_choice").map(choice -> {
            String type = choice.requiredText("type");
            return type.equals("allowed_tools") ? allowed(choice) : new ToolChoice.Named(named(choice, type));
        });
    }

    private ToolChoice allowed(Fields choice) {
        boolean required = choice.choice("mode", Map.of("auto", false, "required", true))
                .orElseThrow(() -> choice.missing("mode"));
        List<String> names = choice.list("tools").stream()
                .map(tool -> named(tool, tool.requiredText("type")))
                .toList();
        if (names.isEmpty()) {
            throw choice.wrong("tools", "must name a tool");
        }
        return new ToolChoice.Allowed(names, required);
    }

    private String named(Fields choice, String type) {
        if (!type.equals("function") && !type.equals("custom")) {
            throw BuiltIn.tool(choice, type);
        }
        String name = Namespaces.flat(choice.text("namespace"), choice.requiredText("name"));
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            throw choice.wrong("name", "names no tool of this request");
        }
        return name;
    }
}
