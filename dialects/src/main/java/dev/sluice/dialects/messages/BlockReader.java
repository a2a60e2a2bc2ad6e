package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.RawText;
import dev.sluice.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads content blocks. Used for one request. */
final class BlockReader {
    private static final Set<String> OF_USERS = Set.of("image", "document", "search_result", "tool_result");
    private static final Set<String> OF_ASSISTANTS = Set.of("thinking", "redacted_thinking", "tool_use");
    private static final Set<String> IN_RESULTS = Set.of("text", "image", "document", "search_result");

    private final LeftOut leftOut;
    private final OpenCalls calls;
    private final DocumentReader documents;

    BlockReader(LeftOut leftOut, OpenCalls calls) {
        this.leftOut = leftOut;
        this.calls = calls;
        this.documents = new DocumentReader(leftOut);
    }

    /** Reads a block into parts: one, several, or none if it says nothing. */
    void read(Fields block, Role role, List<Part> out) {
        String type = block.requiredText("type");
        refuseForeign(block, type, role);
        switch (type) {
            case "text" -> text(block, out);
            case "thinking" -> thinking(block, out);
            case "redacted_thinking" -> out.addAll(Signatures.redacted(block.requiredText("data")));
            case "tool_use" -> call(block, out);
            case "tool_result" -> result(block, out);
            default -> shown(block, type, out);
        }
        block.leaveOutRest(leftOut);
    }

    private void shown(Fields block, String type, List<Part> out) {
        switch (type) {
            case "image" -> out.add(documents.image(block));
            case "document" -> documents.document(block, out);
            default -> documents.searchResult(block, out);
        }
    }

    private static void text(Fields block, List<Part> out) {
        RawText text = block.requiredRaw("text");
        if (!text.isEmpty()) {
            out.add(new Part.Text(text));
        }
    }

    private static void thinking(Fields block, List<Part> out) {
        out.addAll(Signatures.thought(
                block.requiredText("thinking"), block.text("signature").orElse("")));
    }

    private void call(Fields block, List<Part> out) {
        ToolReader.refuseUnlessCallers(block);
        String id = block.requiredText("id");
        calls.call(block, id);
        RawText input = block.rawObject("input").orElseThrow(() -> block.missing("input"));
        out.add(new Part.ToolCall(id, block.requiredText("name"), input, false));
    }

    private void result(Fields block, List<Part> out) {
        block.refuse("toolset_name", "is a tool that only Anthropic's models know; leave the block out");
        String id = block.requiredText("tool_use_id");
        calls.result(block, id);
        List<Part> content = new ArrayList<>();
        JsonNode value = block.value("content").orElse(JsonNodes.EMPTY);
        switch (value.kind()) {
            case STRING -> content.add(new Part.Text(RawText.of(value)));
            case ARRAY -> pieces(block, content);
            default -> {
                if (block.has("content")) {
                    throw block.wrong("content", "must be a string or an array");
                }
            }
        }
        out.add(new Part.ToolResult(id, content, block.flag("is_error").orElse(false)));
    }

    private void pieces(Fields block, List<Part> content) {
        for (Fields inner : block.list("content")) {
            String type = inner.requiredText("type");
            if (!IN_RESULTS.contains(type)) {
                throw foreign(inner, type);
            }
            read(inner, Role.USER, content);
        }
    }

    private static void refuseForeign(Fields block, String type, Role role) {
        boolean ofUser = OF_USERS.contains(type);
        boolean ofAssistant = OF_ASSISTANTS.contains(type);
        if (!type.equals("text") && !ofUser && !ofAssistant) {
            throw foreign(block, type);
        }
        if ((ofUser && role != Role.USER) || (ofAssistant && role != Role.ASSISTANT)) {
            throw block.wrong(
                    "type",
                    "can't be '" + shortened(type) + "' in " + (role == Role.SYSTEM ? "a system" : "this")
                            + " message");
        }
    }

    private static ProviderException foreign(Fields block, String type) {
        return block.wrong(
                "type",
                "is '" + shortened(type) + "', which only Anthropic's own service and models understand,"
                        + " and the model asked for is none of them; leave the block out, or say it as text");
    }

    private static String shortened(String type) {
        return type.length() > 60 ? type.substring(0, 60) : type;
    }
}
