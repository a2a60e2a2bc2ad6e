package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the tools and whether they shall be called. Used once. */
final class ToolReader {
    /** How the types begin of tools that callers run, but that only Anthropic's models have learnt. */
    private static final List<String> LEARNT = List.of("bash_", "text_editor_", "computer_", "memory_", "browser_");

    private final LeftOut leftOut;

    ToolReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    ToolSet read(Fields request) {
        List<Tool> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Fields tool : request.list("tools")) {
            refuseUnlessCustom(tool);
            String name = tool.requiredText("name");
            if (name.isEmpty()) {
                throw tool.wrong("name", "must not be empty");
            }
            if (!names.add(name)) {
                throw tool.wrong("name", "is another tool's name as well");
            }
            refuseUnlessDirect(tool);
            tools.add(new Tool.Function(
                    name,
                    tool.text("description"),
                    tool.tree("input_schema").orElseThrow(() -> tool.missing("input_schema")),
                    tool.flag("strict")));
            tool.leaveOutRest(leftOut);
        }
        Optional<Fields> choice = request.fields("tool_choice");
        return new ToolSet(
                tools,
                choice.map(fields -> choice(fields, names)),
                choice.flatMap(
                        fields -> fields.flag("disable_parallel_tool_use").map(disabled -> !disabled)));
    }

    private static void refuseUnlessCustom(Fields tool) {
        String type = tool.text("type").orElse("custom");
        if (type.equals("custom")) {
            return;
        }
        if (LEARNT.stream().anyMatch(type::startsWith)) {
            throw tool.wrong(
                    "type",
                    "is '" + type
                            + "', a tool that only Anthropic's models know, and the model asked for is none of them;"
                            + " describe it as a custom tool with an 'input_schema'");
        }
        throw tool.wrong(
                "type",
                "is '" + type
                        + "', a tool that is run by Anthropic's own service, and the model asked for is not there;"
                        + " leave it out, or give a custom tool that you run yourself");
    }

    /** A tool that only Anthropic's code execution may call would never be called. */
    private void refuseUnlessDirect(Fields tool) {
        List<String> callers = tool.texts("allowed_callers");
        if (!callers.isEmpty() && !callers.contains("direct")) {
            throw tool.wrong("allowed_callers", "must have 'direct': nobody else can call it here");
        }
        tool.leaveOut(leftOut, "allowed_callers");
    }

    private ToolChoice choice(Fields choice, Set<String> names) {
        ToolChoice chosen = switch (choice.requiredText("type")) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "any" -> {
                if (names.isEmpty()) {
                    throw choice.wrong("type", "can't be 'any' without 'tools'");
                }
                yield new ToolChoice.Required();
            }
            case "tool" -> {
                String name = choice.requiredText("name");
                if (!names.contains(name)) {
                    throw choice.wrong("name", "is none of 'tools'");
                }
                yield new ToolChoice.Named(name);
            }
            default -> throw choice.wrong("type", "must be one of any, auto, none, tool");
        };
        choice.ignore("disable_parallel_tool_use");
        choice.leaveOutRest(leftOut);
        return chosen;
    }

    /** Refuses a call that a part of Anthropic's service has made, or a tool of its toolsets. */
    static void refuseUnlessCallers(Fields block) {
        block.fields("caller").ifPresent(caller -> {
            if (caller.value("type").filter(type -> type.says("direct")).isEmpty()) {
                throw caller.wrong("type", "must be 'direct': nothing else can call tools here");
            }
        });
        block.refuse("toolset_name", "is a tool that only Anthropic's models know; leave the block out");
    }
}
