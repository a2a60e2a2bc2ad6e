package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Part;
import dev.sluice.json.JsonOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Writes what tools answered. Used by one thread. */
final class FunctionResponseWriter {
    private final boolean within;
    private final MediaWriter media;
    private final List<Consumer<JsonOutput>> beside = new ArrayList<>();

    FunctionResponseWriter(ModelFamily family, MediaWriter media) {
        // The older models see pictures only beside the responses, in the user's own parts.
        this.within = family.signatures();
        this.media = media;
    }

    void write(Part.ToolResult result, String name, JsonOutput out) {
        StringJoiner text = new StringJoiner("\n");
        List<Consumer<JsonOutput>> pictures = new ArrayList<>();
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text words -> text.add(words.text());
                case Part.Refusal refusal -> text.add(refusal.text());
                default -> pictures.add(media.part(part));
            }
        }
        out.object()
                .name("functionResponse")
                .object()
                .add("id", result.callId())
                .add("name", name)
                .name("response")
                .object()
                .add(result.failed() ? "error" : "output", text.toString())
                .endObject();
        if (within && !pictures.isEmpty()) {
            out.name("parts").array();
            pictures.forEach(picture -> picture.accept(out));
            out.endArray();
        } else {
            beside.addAll(pictures);
        }
        out.endObject().endObject();
    }

    List<Consumer<JsonOutput>> media() {
        return beside;
    }
}
