package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a whole reply. */
final class ReplyReader {
    private ReplyReader() {}

    static Answer read(JsonNode object) {
        UpstreamFailure.check(object, false);
        Fields reply = Fields.ofReply(object);
        List<Fields> choices = reply.list("choices");
        if (choices.size() != 1) {
            throw choices.isEmpty()
                    ? reply.missing("choices")
                    : reply.wrong("choices", "must be one, as was asked for");
        }
        Fields choice = choices.getFirst();
        List<Part> parts = parts(choice);
        Stop stop = FinishReasons.read(
                choice.requiredText("finish_reason"),
                parts.stream().anyMatch(Part.ToolCall.class::isInstance),
                parts.stream().anyMatch(Part.Refusal.class::isInstance));
        return new Answer(reply.text("id").orElse(""), parts, stop, UsageFields.read(reply));
    }

    private static List<Part> parts(Fields choice) {
        Fields message = choice.requiredFields("message");
        message.refuse("function_call", "is of 'functions', which were not asked for");
        List<Part> parts = new ArrayList<>();
        Thoughts thoughts = Thoughts.of(message);
        if (!thoughts.isNone()) {
            parts.add(new Part.Reasoning(thoughts.text(), thoughts.opaque().map(ReplyReader::own)));
        }
        message.raw("content")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> parts.add(new Part.Text(text, LogProbs.read(choice))));
        message.text("refusal").filter(text -> !text.isEmpty()).ifPresent(text -> parts.add(new Part.Refusal(text)));
        for (Fields call : message.list("tool_calls")) {
            String id = call.text("id").filter(text -> !text.isEmpty()).orElseGet(CallReader::newId);
            CallReader.Call read = CallReader.read(call, id);
            read.signature().ifPresent(signature -> sign(parts, signature));
            parts.add(read.part());
        }
        return parts;
    }

    /** Whatever it holds, it is this model's side that wants it back. */
    static Opaque own(String data) {
        return new Opaque(Dialect.CHAT_COMPLETIONS.name(), "", data);
    }

    /** Ends the thought before, if that is still open, or is one that is kept secret. */
    private static void sign(List<Part> parts, Opaque opaque) {
        boolean open = !parts.isEmpty()
                && parts.getLast() instanceof Part.Reasoning before
                && before.opaque().isEmpty();
        String text = open ? ((Part.Reasoning) parts.removeLast()).text() : "";
        parts.add(new Part.Reasoning(text, Optional.of(opaque)));
    }
}
