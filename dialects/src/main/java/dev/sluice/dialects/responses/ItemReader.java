package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a finished item of a reply. */
final class ItemReader {
    static final String MESSAGE = "message";
    static final String REASONING = "reasoning";
    static final String FUNCTION_CALL = "function_call";
    static final String CUSTOM_CALL = "custom_tool_call";

    private ItemReader() {}

    /** Reads what it says; items of tools that nobody offered say nothing. */
    static List<Part> parts(Fields item) {
        return switch (item.text("type").orElse("")) {
            case MESSAGE -> message(item);
            case REASONING -> reasoning(item);
            case FUNCTION_CALL -> List.of(call(item, "arguments", false));
            case CUSTOM_CALL -> List.of(call(item, "input", true));
            default -> List.of();
        };
    }

    private static List<Part> message(Fields item) {
        List<Part> parts = new ArrayList<>();
        for (Fields part : item.list("content")) {
            switch (part.text("type").orElse("")) {
                case "output_text" -> {
                    Part.Text text = new Part.Text(part.requiredText("text"), LogProbJson.read(part));
                    if (!text.text().isEmpty() || !text.logProbs().isEmpty()) {
                        parts.add(text);
                    }
                }
                case "refusal" -> {
                    String text = part.requiredText("refusal");
                    if (!text.isEmpty()) {
                        parts.add(new Part.Refusal(text));
                    }
                }
                default -> {
                    // Nothing that was asked for.
                }
            }
        }
        return parts;
    }

    private static List<Part> reasoning(Fields item) {
        Part.Reasoning reasoning = new Part.Reasoning(ReasoningItem.text(item), ReasoningItem.opaque(item));
        return reasoning.text().isEmpty() && reasoning.opaque().isEmpty() ? List.of() : List.of(reasoning);
    }

    private static Part.ToolCall call(Fields item, String input, boolean custom) {
        return new Part.ToolCall(callId(item), name(item), item.text(input).orElse(""), custom);
    }

    static String callId(Fields item) {
        return Optional.of(item.requiredText("call_id"))
                .filter(id -> !id.isEmpty())
                .orElseThrow(() -> item.wrong("call_id", "is empty"));
    }

    static String name(Fields item) {
        return Namespaces.flat(item.text("namespace"), item.requiredText("name"));
    }
}
