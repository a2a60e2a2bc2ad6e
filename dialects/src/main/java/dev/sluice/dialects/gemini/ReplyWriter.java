package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.CallInput;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes replies: a whole one, or the events of a stream, which look alike. Used by one thread. */
final class ReplyWriter {
    private final String model;
    private final List<Consumer<JsonOutput>> parts = new ArrayList<>();
    private final List<TokenLogProb> logProbs = new ArrayList<>();
    private final PartWriter writer = new PartWriter(parts::add, true, Optional.empty());
    private final StringBuilder input = new StringBuilder();
    private Optional<Delta.CallBegin> open = Optional.empty();
    private Optional<String> malformed = Optional.empty();

    ReplyWriter(String model) {
        this.model = model;
    }

    byte[] write(Answer answer) {
        answer.parts().forEach(this::add);
        closeCall();
        writer.end();
        return reply(answer.id(), Optional.of(answer.stop()), answer.usage());
    }

    /** Adds a step of the answer; a call is told once its input is whole, since the dialect has no piece of one. */
    void add(Delta delta) {
        switch (delta) {
            case Delta.CallInput more -> input.append(more.text());
            case Delta.Spent _ -> {}
            default -> closeCall();
        }
        switch (delta) {
            case Delta.Text more -> {
                writer.text(more.raw());
                logProbs.addAll(more.logProbs());
            }
            case Delta.Refusal more -> writer.text(RawText.of(more.text()));
            case Delta.Reasoning more -> writer.thought(more.text());
            case Delta.Signed signed -> writer.sign(signed.opaque());
            case Delta.CallBegin call -> open = Optional.of(call);
            case Delta.End _ -> writer.end();
            case Delta.Begin _, Delta.CallInput _, Delta.Spent _ -> {}
        }
    }

    /** Tells whether there is something to tell. */
    boolean hasParts() {
        return !parts.isEmpty();
    }

    /** Takes all that was added since the last time. */
    byte[] reply(String id, Optional<Stop> stop, Optional<Usage> usage) {
        JsonOutput out = new JsonOutput()
                .object()
                .name("candidates")
                .array()
                .object()
                .name("content")
                .object()
                .name("parts")
                .array();
        parts.forEach(part -> part.accept(out));
        out.endArray().add("role", "model").endObject();
        stop.ifPresent(why -> {
            String reason = FinishReason.write(why, malformed.isPresent());
            out.add("finishReason", reason);
            if (reason.equals(FinishReason.MALFORMED_CALL)) {
                out.add("finishMessage", "Malformed function call: " + malformed.orElse("") + " got no JSON object.");
            }
        });
        out.add("index", 0);
        if (!logProbs.isEmpty()) {
            LogProbs.write(logProbs, out.name("logprobsResult"));
        }
        out.endObject().endArray();
        parts.clear();
        logProbs.clear();
        usage.ifPresent(spent -> UsageMetadata.write(spent, out.name("usageMetadata")));
        out.add("modelVersion", model);
        if (!id.isEmpty()) {
            out.add("responseId", id);
        }
        return out.endObject().toBytes();
    }

    private void add(Part part) {
        switch (part) {
            case Part.Text text -> add(new Delta.Text(text.raw(), text.logProbs()));
            case Part.Refusal refusal -> add(new Delta.Refusal(refusal.text()));
            case Part.Reasoning thought -> {
                if (!thought.text().isEmpty()) {
                    add(new Delta.Reasoning(thought.text()));
                }
                thought.opaque().map(Delta.Signed::new).ifPresent(this::add);
            }
            case Part.ToolCall call -> {
                add(new Delta.CallBegin(call.id(), call.name(), call.custom()));
                add(new Delta.CallInput(call.input()));
            }
            case Part.Image _, Part.Document _, Part.Audio _, Part.ToolResult _ ->
                throw new IllegalStateException("not a part of an answer: " + part.getClass());
        }
    }

    private void closeCall() {
        if (open.isEmpty()) {
            return;
        }
        Delta.CallBegin call = open.get();
        String text = input.toString();
        open = Optional.empty();
        input.setLength(0);
        CallInput.object(RawText.of(text))
                .ifPresentOrElse(
                        args -> writer.call(call.id(), call.name(), args), () -> malformed = Optional.of(call.name()));
    }
}
