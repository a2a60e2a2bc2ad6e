package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** Writes whole replies, and what streams have in common with them. */
final class ReplyWriter {
    private static final String PREFIX = "msg_";
    private static final JsonObject DIRECT =
            JsonTree.object().add("type", "direct").build();

    private ReplyWriter() {}

    static byte[] write(Answer answer, Caller caller) {
        JsonArrayBuilder content = JsonTree.array();
        answer.parts().forEach(part -> content.add(block(part)));
        boolean called = answer.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
        boolean refused = !answer.parts().isEmpty() && answer.parts().getLast() instanceof Part.Refusal;
        String reason = StopReasons.write(answer.stop(), called, refused);
        JsonObjectBuilder message = start(answer.id(), caller.model()).add("content", content);
        stop(message, reason, answer.stop().sequence());
        return JsonTree.bytes(message.add("container", JsonValue.NULL)
                .add("diagnostics", JsonValue.NULL)
                .add("usage", TokenCounts.whole(answer.usage()))
                .build());
    }

    /** Writes a message of which nothing has been said yet. */
    static JsonObject started(String id, String model, Optional<Usage> usage) {
        return start(id, model)
                .add("content", JsonTree.array())
                .add("stop_reason", JsonValue.NULL)
                .add("stop_sequence", JsonValue.NULL)
                .add("stop_details", JsonValue.NULL)
                .add("container", JsonValue.NULL)
                .add("diagnostics", JsonValue.NULL)
                .add("usage", TokenCounts.whole(usage))
                .build();
    }

    /** Adds why an answer ended. */
    static void stop(JsonObjectBuilder to, String reason, Optional<String> sequence) {
        to.add("stop_reason", reason);
        sequence.filter(text -> reason.equals("stop_sequence"))
                .ifPresentOrElse(text -> to.add("stop_sequence", text), () -> to.addNull("stop_sequence"));
        if (reason.equals("refusal")) {
            to.add(
                    "stop_details",
                    JsonTree.object().add("type", "refusal").addNull("category").addNull("explanation"));
        } else {
            to.addNull("stop_details");
        }
    }

    static JsonObject call(String id, String name, JsonObject input) {
        return JsonTree.object()
                .add("type", "tool_use")
                .add("id", id)
                .add("name", name)
                .add("input", input)
                .add("caller", DIRECT)
                .build();
    }

    private static JsonObjectBuilder start(String id, String model) {
        return JsonTree.object()
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

    private static JsonObject block(Part part) {
        return switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Refusal refusal -> text(refusal.text());
            case Part.Reasoning reasoning -> thought(reasoning);
            case Part.ToolCall call -> call(call.id(), call.name(), Inputs.object(call.input()));
            default -> throw new IllegalArgumentException("no part of an answer: " + part.getClass());
        };
    }

    private static JsonObject text(String text) {
        return JsonTree.object().add("type", "text").add("text", text).build();
    }

    private static JsonObject thought(Part.Reasoning reasoning) {
        if (reasoning.text().isEmpty()
                && reasoning.opaque().filter(Signatures::redacted).isPresent()) {
            return JsonTree.object()
                    .add("type", Signatures.REDACTED)
                    .add("data", reasoning.opaque().get().data())
                    .build();
        }
        return JsonTree.object()
                .add("type", "thinking")
                .add("thinking", reasoning.text())
                .add("signature", reasoning.opaque().map(Signatures::write).orElse(Signatures.NONE))
                .build();
    }
}
