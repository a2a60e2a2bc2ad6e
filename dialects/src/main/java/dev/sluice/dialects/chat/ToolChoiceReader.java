package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads whether a request wants tools called. */
final class ToolChoiceReader {
    private static final Map<String, ToolChoice> WORDS =
            Map.of("auto", new ToolChoice.Auto(), "none", new ToolChoice.None(), "required", new ToolChoice.Required());
    private static final Map<String, ToolChoice> LEGACY_WORDS =
            Map.of("auto", new ToolChoice.Auto(), "none", new ToolChoice.None());
    private static final Map<String, Boolean> MODES = Map.of("auto", false, "required", true);

    private final Fields request;
    private final Set<String> tools;
    private final LeftOut leftOut;

    ToolChoiceReader(Fields request, Set<String> tools, LeftOut leftOut) {
        this.request = request;
        this.tools = tools;
        this.leftOut = leftOut;
    }

    Optional<ToolChoice> read() {
        if (isWord("tool_choice")) {
            Optional<ToolChoice> choice = request.choice("tool_choice", WORDS);
            if (tools.isEmpty() && choice.orElseThrow() instanceof ToolChoice.Required) {
                throw request.wrong("tool_choice", "is required, and there are no tools");
            }
            return choice;
        }
        return request.fields("tool_choice").map(choice -> {
            ToolChoice read = read(choice);
            choice.leaveOutRest(leftOut);
            return read;
        });
    }

    Optional<ToolChoice> readLegacy() {
        return isWord("function_call")
                ? request.choice("function_call", LEGACY_WORDS)
                : request.fields("function_call").map(choice -> new ToolChoice.Named(name(choice)));
    }

    private boolean isWord(String field) {
        return request.object().get(field).is(Kind.STRING);
    }

    private ToolChoice read(Fields choice) {
        return switch (choice.requiredText("type")) {
            case "function" -> new ToolChoice.Named(name(choice.requiredFields("function")));
            case "custom" -> new ToolChoice.Named(name(choice.requiredFields("custom")));
            case "allowed_tools" -> allowed(choice.requiredFields("allowed_tools"));
            default -> throw choice.wrong("type", "must be one of allowed_tools, custom, function");
        };
    }

    private ToolChoice allowed(Fields allowed) {
        boolean required = allowed.choice("mode", MODES).orElseThrow(() -> allowed.missing("mode"));
        List<String> names = new ArrayList<>();
        for (Fields tool : allowed.list("tools")) {
            String type = tool.requiredText("type");
            if (!type.equals("function") && !type.equals("custom")) {
                throw tool.wrong("type", "must be custom or function");
            }
            names.add(name(tool.requiredFields(type)));
        }
        if (names.isEmpty()) {
            throw allowed.has("tools")
                    ? allowed.wrong("tools", "must name at least one tool")
                    : allowed.missing("tools");
        }
        return new ToolChoice.Allowed(names, required);
    }

    private String name(Fields tool) {
        String name = tool.requiredText("name");
        if (!tools.contains(name)) {
            throw tool.wrong("name", "names none of the request's tools");
        }
        return name;
    }
}
