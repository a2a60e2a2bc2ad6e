package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.RawText;
import java.util.Optional;
import java.util.UUID;

/** Reads whole calls, of requests and of replies. */
final class CallReader {
    /** What a function without input is called with; an empty text is no JSON. */
    static final String NO_INPUT = "{}";

    private CallReader() {}

    /** A call. */
    record Call(Optional<Opaque> signature, Part.ToolCall part) {}

    static Call read(Fields call, String id) {
        call.ignore("index");
        Optional<Opaque> signature = Signature.read(call);
        String type = call.text("type").orElse("function");
        return switch (type) {
            case "function" -> {
                Fields function = call.requiredFields("function");
                function.ignore("thought_signature");
                yield new Call(signature, new Part.ToolCall(id, name(function), arguments(function), false));
            }
            case "custom" -> {
                Fields custom = call.requiredFields("custom");
                String input = custom.text("input").orElse("");
                yield new Call(signature, new Part.ToolCall(id, name(custom), input, true));
            }
            default -> throw call.wrong("type", "must be function or custom");
        };
    }

    /** Reads what {@code arguments} say; of a call with an id, or without one. */
    static RawText arguments(Fields function) {
        return function.raw("arguments").filter(text -> !text.isBlank()).orElse(RawText.of(NO_INPUT));
    }

    static String name(Fields tool) {
        String name = tool.requiredText("name");
        if (name.isEmpty()) {
            throw tool.wrong("name", "must not be empty");
        }
        return name;
    }

    /** Without an id no result could refer to the call. */
    static String newId() {
        return "call_" + UUID.randomUUID().toString().replace("-", "");
    }
}
