package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Usage;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import java.util.Optional;
import java.util.UUID;

/** Writes whole replies, and what streams have in common with them. */
final class ReplyWriter {
    private static final String PREFIX = "msg_";

    private ReplyWriter() {}

    static byte[] write(Answer answer, Caller caller) {
        JsonOutput out = new JsonOutput(answer.size());
        start(answer.id(), caller.model(), out);
        out.name("content").array();
        answer.parts().forEach(part -> block(part, out));
        out.endArray();
        boolean called = answer.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
        boolean refused = !answer.parts().isEmpty() && answer.parts().getLast() instanceof Part.Refusal;
        stop(StopReasons.write(answer.stop(), called, refused), answer.stop().sequence(), out);
        TokenCounts.writeWhole(
                answer.usage(), out.addNull("container").addNull("diagnostics").name("usage"));
        return out.endObject().toBytes();
    }

    /** Writes a message of which nothing has been said yet. */
    static void started(String id, String model, Optional<Usage> usage, JsonOutput out) {
        start(id, model, out);
        out.name("content")
                .array()
                .endArray()
                .addNull("stop_reason")
                .addNull("stop_sequence")
                .addNull("stop_details")
                .addNull("container")
                .addNull("diagnostics");
        TokenCounts.writeWhole(usage, out.name("usage"));
        out.endObject();
    }

    /** Adds why an answer ended. */
    static void stop(String reason, Optional<String> sequence, JsonOutput out) {
        out.add("stop_reason", reason);
        sequence.filter(text -> reason.equals("stop_sequence"))
                .ifPresentOrElse(text -> out.add("stop_sequence", text), () -> out.addNull("stop_sequence"));
        if (reason.equals("refusal")) {
            out.name("stop_details")
                    .object()
                    .add("type", "refusal")
                    .addNull("category")
                    .addNull("explanation")
                    .endObject();
        } else {
            out.addNull("stop_details");
        }
    }

    static void call(String id, String name, RawText input, JsonOutput out) {
        out.object().add("type", "tool_use").add("id", id).add("name", name);
        Inputs.write(input, out.name("input"));
        out.name("caller").object().add("type", "direct").endObject().endObject();
    }

    private static void start(String id, String model, JsonOutput out) {
        out.object()
                .add("id", id(id))
                .add("type", "message")
                .add("role", "assistant")
                .add("model", model);
    }

    private static String id(String id) {
        if (id.isEmpty()) {
            return PREFIX + UUID.randomUUID().toString().replace("-", "");
        }
        return id.startsWith(PREFIX) ? id : PREFIX + id;
    }

    private static void block(Part part, JsonOutput out) {
        switch (part) {
            case Part.Text text -> text(text.raw(), out);
            case Part.Refusal refusal -> text(RawText.of(refusal.text()), out);
            case Part.Reasoning reasoning -> thought(reasoning, out);
            case Part.ToolCall call -> call(call.id(), call.name(), call.raw(), out);
            default -> throw new IllegalArgumentException("no part of an answer: " + part.getClass());
        }
    }

    private static void text(RawText text, JsonOutput out) {
        out.object().add("type", "text").add("text", text).endObject();
    }

    private static void thought(Part.Reasoning reasoning, JsonOutput out) {
        Optional<Opaque> redacted = reasoning.opaque().filter(Signatures::redacted);
        if (reasoning.text().isEmpty() && redacted.isPresent()) {
            out.object()
                    .add("type", Signatures.REDACTED)
                    .add("data", redacted.get().data())
                    .endObject();
            return;
        }
        out.object()
                .add("type", "thinking")
                .add("thinking", reasoning.text())
                .add("signature", reasoning.opaque().map(Signatures::write).orElse(Signatures.NONE))
                .endObject();
    }
}
