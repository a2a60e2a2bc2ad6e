package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonNode;
import dev.sluice.json.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whole replies. */
final class ReplyReader {
    private ReplyReader() {}

    static Answer read(JsonNode object) {
        Fields reply = Fields.ofReply(object);
        if (reply.text("type").orElse("message").equals("error")) {
            throw UpstreamFailures.of(reply);
        }
        if (!reply.has("content")) {
            throw reply.missing("content");
        }
        List<Part> parts = new ArrayList<>();
        for (Fields block : reply.list("content")) {
            read(block).forEach(part -> add(parts, part));
        }
        Optional<Usage> usage = reply.fields("usage").map(fields -> {
            TokenCounts counts = new TokenCounts();
            counts.read(fields);
            return counts.usage();
        });
        return new Answer(
                reply.text("id").orElse(""),
                parts,
                StopReasons.read(reply.requiredText("stop_reason"), reply.text("stop_sequence")),
                usage);
    }

    private static List<Part> read(Fields block) {
        return switch (block.requiredText("type")) {
            case "text" -> {
                RawText text = block.requiredRaw("text");
                yield text.isEmpty() ? List.of() : List.of(new Part.Text(text));
            }
            case "thinking" ->
                Signatures.thought(
                        block.requiredText("thinking"), block.text("signature").orElse(""));
            case Signatures.REDACTED -> Signatures.redacted(block.requiredText("data"));
            case "tool_use" ->
                List.of(new Part.ToolCall(
                        block.requiredText("id"),
                        block.requiredText("name"),
                        block.rawObject("input").orElseThrow(() -> block.missing("input")),
                        false));
            // Of tools that the model's own side runs, and were never asked for.
            default -> List.of();
        };
    }

    /** A text that goes on in a further block is one text, as in a stream. */
    private static void add(List<Part> parts, Part part) {
        Part last = parts.isEmpty() ? part : parts.getLast();
        if (parts.isEmpty()) {
            parts.add(part);
        } else if (last instanceof Part.Text before && part instanceof Part.Text more) {
            parts.set(parts.size() - 1, new Part.Text(before.text() + more.text()));
        } else if (last instanceof Part.Reasoning before
                && before.opaque().isEmpty()
                && part instanceof Part.Reasoning more) {
            parts.set(parts.size() - 1, new Part.Reasoning(before.text() + more.text(), more.opaque()));
        } else {
            parts.add(part);
        }
    }
}
