package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Writes what tools answered. Used by one thread. */
final class FunctionResponseWriter {
    private final boolean within;
    private final MediaWriter media;
    private final List<JsonObject> beside = new ArrayList<>();

    FunctionResponseWriter(ModelFamily family, MediaWriter media) {
        // The older models see pictures only beside the responses, in the user's own parts.
        this.within = family.signatures();
        this.media = media;
    }

    void write(Part.ToolResult result, String name, JsonArrayBuilder out) {
        StringJoiner text = new StringJoiner("\n");
        List<JsonObject> pictures = new ArrayList<>();
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text words -> text.add(words.text());
                case Part.Refusal refusal -> text.add(refusal.text());
                default -> pictures.add(media.part(part));
            }
        }
        JsonObjectBuilder response = JsonTree.object()
                .add("id", result.callId())
                .add("name", name)
                .add("response", JsonTree.object().add(result.failed() ? "error" : "output", text.toString()));
        if (within && !pictures.isEmpty()) {
            JsonArrayBuilder parts = JsonTree.array();
            pictures.forEach(parts::add);
            response.add("parts", parts);
        } else {
            beside.addAll(pictures);
        }
        out.add(JsonTree.object().add("functionResponse", response));
    }

    /** Returns what has to stand behind all responses. */
    List<JsonObject> media() {
        return beside;
    }
}
