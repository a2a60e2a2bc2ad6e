package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what a message says. */
final class ContentWriter {
    private static final Map<String, String> AUDIO_FORMATS = Map.of(
            "audio/wav", "wav",
            "audio/x-wav", "wav",
            "audio/wave", "wav",
            "audio/mpeg", "mp3",
            "audio/mp3", "mp3");
    private static final Set<String> DETAILS = Set.of("auto", "low", "high");

    private ContentWriter() {}

    /** Joins texts that stand for themselves into one, which every upstream takes. */
    static void text(List<Part> parts, JsonOutput out) {
        out.beginText();
        pieces(parts, out);
        out.endText();
    }

    /** Writes the texts among some parts into a text that was begun. */
    static void pieces(List<Part> parts, JsonOutput out) {
        boolean further = false;
        for (Part part : parts) {
            if (part instanceof Part.Text text) {
                out.piece(further ? "\n\n" : "").piece(text.raw());
                further = true;
            }
        }
    }

    /**
     * Starts a message that is not the model's.
     *
     * @param role who says it; more than text, and several parts of that, only the user may
     */
    static void message(String role, List<Part> parts, LeftOut leftOut, JsonOutput out) {
        out.object().add("role", role);
        boolean user = role.equals("user");
        boolean texts = parts.stream().allMatch(Part.Text.class::isInstance);
        if (texts && (!user || parts.size() == 1)) {
            text(parts, out.name("content"));
        } else if (user) {
            out.name("content").array();
            parts.forEach(part -> part(part, leftOut, out));
            out.endArray();
        } else {
            throw RequestWriter.refused(
                    "Instructions must be text: the API of the model asked for takes nothing else.");
        }
        out.endObject();
    }

    private static void part(Part part, LeftOut leftOut, JsonOutput out) {
        switch (part) {
            case Part.Text text ->
                out.object().add("type", "text").add("text", text.raw()).endObject();
            case Part.Image image -> image(image, leftOut, out);
            case Part.Document document -> document(document, out);
            case Part.Audio audio -> audio(audio, out);
            case Part.Refusal _, Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ ->
                throw RequestWriter.refused("A message of the user's holds what only the model can say.");
        }
    }

    private static void text(String text, JsonOutput out) {
        out.object().add("type", "text").add("text", text).endObject();
    }

    private static void image(Part.Image image, LeftOut leftOut, JsonOutput out) {
        out.object().add("type", "image_url").name("image_url").object().name("url");
        switch (image.source()) {
            case Source.Inline inline -> inline.writeDataUrl(out);
            case Source.Link link -> out.text(link.url());
        }
        image.detail().ifPresent(detail -> {
            if (DETAILS.contains(detail)) {
                out.add("detail", detail);
            } else {
                leftOut.note("detail");
            }
        });
        out.endObject().endObject();
    }

    private static void document(Part.Document document, JsonOutput out) {
        if (!(document.source() instanceof Source.Inline inline)) {
            throw RequestWriter.refused("A document must be in the request itself, as base64: the API of the model"
                    + " asked for takes no document by its URL.");
        }
        if (inline.mediaType().startsWith("text/")) {
            // Models are given PDFs as files; a text is told best as what it is.
            String title = document.name().map(name -> name + ":\n\n").orElse("");
            text(title + decoded(inline), out);
            return;
        }
        String name =
                document.name().orElse(inline.mediaType().equals("application/pdf") ? "document.pdf" : "document");
        out.object()
                .add("type", "file")
                .name("file")
                .object()
                .add("filename", name)
                .name("file_data");
        inline.writeDataUrl(out);
        out.endObject().endObject();
    }

    private static String decoded(Source.Inline inline) {
        try {
            return new String(Base64.getDecoder().decode(inline.base64()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RequestWriter.refused("A document is not the base64 that it should be: " + e.getMessage() + ".");
        }
    }

    private static void audio(Part.Audio audio, JsonOutput out) {
        String format = AUDIO_FORMATS.get(audio.source().mediaType());
        if (format == null) {
            throw RequestWriter.refused("Sound must be audio/wav or audio/mpeg, not '"
                    + audio.source().mediaType() + "': the API of the model asked for takes no other.");
        }
        out.object()
                .add("type", "input_audio")
                .name("input_audio")
                .object()
                .add("data", audio.source().raw())
                .add("format", format)
                .endObject()
                .endObject();
    }
}
