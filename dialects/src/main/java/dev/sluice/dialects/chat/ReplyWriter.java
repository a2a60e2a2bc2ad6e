package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Writes a whole reply. */
final class ReplyWriter {
    private final boolean legacy;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private final List<Part.ToolCall> calls = new ArrayList<>();
    private final List<TokenLogProb> logProbs = new ArrayList<>();
    private final PartOrder order = new PartOrder();

    private ReplyWriter(boolean legacy) {
        this.legacy = legacy;
    }

    static byte[] write(Answer answer, Caller caller) {
        ReplyWriter writer = new ReplyWriter(ReplyFacts.legacy(caller));
        answer.parts().forEach(writer::add);
        JsonObjectBuilder reply = JsonTree.object()
                .add("id", ReplyFacts.id(answer.id()))
                .add("object", "chat.completion")
                .add("created", caller.asked().getEpochSecond())
                .add("model", caller.model())
                .add("choices", JsonTree.array().add(writer.choice(answer)));
        answer.usage().ifPresent(usage -> reply.add("usage", UsageFields.write(usage)));
        return JsonTree.bytes(reply.build());
    }

    private void add(Part part) {
        switch (part) {
            case Part.Text more -> {
                text.append(more.text());
                logProbs.addAll(more.logProbs());
                order.text(more.text());
            }
            case Part.Refusal more -> {
                refusal.append(more.text());
                order.refusal(more.text());
            }
            case Part.Reasoning reasoning -> {
                thought.append(reasoning.text());
                order.reasoning(reasoning.text());
                reasoning.opaque().ifPresent(order::signed);
            }
            case Part.ToolCall call -> {
                // The old form has room for one call; what it leads to may lead to the others again.
                if (!legacy || calls.isEmpty()) {
                    calls.add(call);
                    order.call();
                }
            }
            case Part.Image _, Part.Document _, Part.Audio _, Part.ToolResult _ ->
                throw new IllegalArgumentException("no part of an answer: " + part.getClass());
        }
    }

    private JsonObjectBuilder choice(Answer answer) {
        JsonObjectBuilder choice = JsonTree.object().add("index", 0).add("message", message());
        choice.add("logprobs", logProbs.isEmpty() ? JsonValue.NULL : LogProbs.write(logProbs));
        return choice.add("finish_reason", FinishReasons.write(answer.stop(), !refusal.isEmpty(), legacy));
    }

    private JsonObjectBuilder message() {
        JsonObjectBuilder message = JsonTree.object().add("role", "assistant");
        addText(message, "content", text);
        addText(message, "refusal", refusal);
        if (!thought.isEmpty()) {
            message.add(Thoughts.SHOWN_FIELD, thought.toString());
        }
        order.opaqueText().ifPresent(opaque -> message.add(Thoughts.OPAQUE_FIELD, opaque));
        if (legacy && !calls.isEmpty()) {
            message.add("function_call", function(calls.getFirst(), "arguments"));
        } else if (!calls.isEmpty()) {
            JsonArrayBuilder written = JsonTree.array();
            calls.forEach(call -> written.add(call(call)));
            message.add("tool_calls", written);
        }
        return message.add("annotations", JsonValue.EMPTY_JSON_ARRAY);
    }

    private static void addText(JsonObjectBuilder message, String name, StringBuilder text) {
        if (text.isEmpty()) {
            message.add(name, JsonValue.NULL);
        } else {
            message.add(name, text.toString());
        }
    }

    private static JsonObjectBuilder call(Part.ToolCall call) {
        String type = call.custom() ? "custom" : "function";
        return JsonTree.object()
                .add("id", call.id())
                .add("type", type)
                .add(type, function(call, call.custom() ? "input" : "arguments"));
    }

    private static JsonObject function(Part.ToolCall call, String field) {
        boolean none = !call.custom() && call.input().isEmpty();
        return JsonTree.object()
                .add("name", call.name())
                .add(field, none ? CallReader.NO_INPUT : call.input())
                .build();
    }
}
