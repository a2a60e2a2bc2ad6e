package dev.sluice.dialects.completions;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Part;
import dev.sluice.json.JsonOutput;
import java.util.Optional;

/** Writes a whole reply: its texts, since there is no place for anything else. */
final class ReplyWriter {
    private ReplyWriter() {}

    static byte[] write(Answer answer, Caller caller) {
        StringBuilder text = new StringBuilder();
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text more -> text.append(more.text());
                case Part.Refusal refusal -> text.append(refusal.text());
                case Part.Reasoning _, Part.ToolCall _ -> {
                    // Not part of the text.
                }
                case Part.Image _, Part.Document _, Part.Audio _, Part.ToolResult _ ->
                    throw new IllegalArgumentException("no part of an answer: " + part.getClass());
            }
        }
        JsonOutput out = Completion.of(answer.id(), caller).begin(text.length());
        Completion.choice(text.toString(), Optional.of(answer.stop()), out);
        out.endArray();
        answer.usage().ifPresent(usage -> Completion.usage(usage, out));
        return out.endObject().toBytes();
    }
}
