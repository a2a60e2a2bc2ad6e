package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.json.JsonOutput;
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
        JsonOutput out = new JsonOutput(answer.size())
                .object()
                .add("id", ReplyFacts.id(answer.id()))
                .add("object", "chat.completion")
                .add("created", caller.asked().getEpochSecond())
                .add("model", caller.model())
                .name("choices")
                .array();
        writer.choice(answer, out);
        out.endArray();
        answer.usage().ifPresent(usage -> UsageFields.write(usage, out.name("usage")));
        return out.endObject().toBytes();
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

    private void choice(Answer answer, JsonOutput out) {
        out.object().add("index", 0).name("message");
        message(out);
        if (logProbs.isEmpty()) {
            out.addNull("logprobs");
        } else {
            LogProbs.write(logProbs, out.name("logprobs"));
        }
        out.add("finish_reason", FinishReasons.write(answer.stop(), !refusal.isEmpty(), legacy))
                .endObject();
    }

    private void message(JsonOutput out) {
        out.object().add("role", "assistant");
        addText("content", text, out);
        addText("refusal", refusal, out);
        if (!thought.isEmpty()) {
            out.add(Thoughts.SHOWN_FIELD, thought.toString());
        }
        order.opaqueText().ifPresent(opaque -> out.add(Thoughts.OPAQUE_FIELD, opaque));
        if (legacy && !calls.isEmpty()) {
            function(calls.getFirst(), "arguments", out.name("function_call"));
        } else if (!calls.isEmpty()) {
            out.name("tool_calls").array();
            calls.forEach(call -> call(call, out));
            out.endArray();
        }
        out.name("annotations").array().endArray().endObject();
    }

    private static void addText(String name, StringBuilder text, JsonOutput out) {
        if (text.isEmpty()) {
            out.addNull(name);
        } else {
            out.add(name, text.toString());
        }
    }

    private static void call(Part.ToolCall call, JsonOutput out) {
        String type = call.custom() ? "custom" : "function";
        out.object().add("id", call.id()).add("type", type);
        function(call, call.custom() ? "input" : "arguments", out.name(type));
        out.endObject();
    }

    private static void function(Part.ToolCall call, String field, JsonOutput out) {
        boolean none = !call.custom() && call.input().isEmpty();
        out.object()
                .add("name", call.name())
                .add(field, none ? CallReader.NO_INPUT : call.input())
                .endObject();
    }
}
