package dev.sluice.dialects.responses;

import dev.sluice.dialects.json.Fields;
import dev.sluice.provider.ProviderException;
import java.util.Set;

/** What only OpenAI's own models and OpenAI's own side know, and a caller may name all the same. */
final class BuiltIn {
    private static final Set<String> RUN_BY_CALLERS =
            Set.of("local_shell", "shell", "apply_patch", "computer", "computer_use", "computer_use_preview");
    private static final Set<String> OTHER_ITEMS = Set.of(
            "additional_tools", "compaction", "compaction_trigger", "context_compaction", "program", "program_output");

    private BuiltIn() {}

    /** Makes the refusal of a tool whose {@code type} is none that a caller defines. */
    static ProviderException tool(Fields tool, String type) {
        return tool.wrong(
                "type",
                RUN_BY_CALLERS.contains(type)
                        ? "is '" + type + "', a tool that only OpenAI's own models know; leave it out, or offer it as a"
                                + " function or custom tool"
                        : "is '" + type + "', a tool that is run by the model's own side, and the model asked for has"
                                + " none; leave it out");
    }

    /** Makes the refusal of an item that the form has no place for. */
    static ProviderException item(Fields item, String type) {
        return item.wrong("type", "is '" + type + "', " + why(type));
    }

    private static String why(String type) {
        if (type.equals("item_reference")) {
            return "and the gateway keeps no items that could be referred to; send the item itself";
        }
        if (OTHER_ITEMS.contains(type)) {
            return "which only OpenAI's own models understand; leave the item out";
        }
        return type.endsWith("_call") || type.endsWith("_output") || type.startsWith("mcp_")
                ? "which belongs to a tool that only OpenAI's own models have; leave the item out"
                : "which is none of message, reasoning, function_call, function_call_output, custom_tool_call and"
                        + " custom_tool_call_output";
    }
}
