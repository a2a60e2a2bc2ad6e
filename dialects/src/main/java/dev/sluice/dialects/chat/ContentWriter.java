package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
    static String text(List<Part> parts) {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n\n"));
    }

    /**
     * Starts a message that is not the model's.
     *
     * @param role who says it; more than text, and several parts of that, only the user may
     */
    static JsonObjectBuilder message(String role, List<Part> parts, LeftOut leftOut) {
        JsonObjectBuilder message = JsonTree.object().add("role", role);
        boolean user = role.equals("user");
        boolean texts = parts.stream().allMatch(Part.Text.class::isInstance);
        if (texts && (!user || parts.size() == 1)) {
            return message.add("content", text(parts));
        }
        if (!user) {
            throw RequestWriter.refused(
                    "Instructions must be text: the API of the model asked for takes nothing else.");
        }
        JsonArrayBuilder written = JsonTree.array();
        parts.forEach(part -> written.add(part(part, leftOut)));
        return message.add("content", written);
    }

    private static JsonObjectBuilder part(Part part, LeftOut leftOut) {
        return switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Image image -> image(image, leftOut);
            case Part.Document document -> document(document);
            case Part.Audio audio -> audio(audio);
            case Part.Refusal _, Part.Reasoning _, Part.ToolCall _, Part.ToolResult _ ->
                throw RequestWriter.refused("A message of the user's holds what only the model can say.");
        };
    }

    private static JsonObjectBuilder text(String text) {
        return JsonTree.object().add("type", "text").add("text", text);
    }

    private static JsonObjectBuilder image(Part.Image image, LeftOut leftOut) {
        String url = switch (image.source()) {
            case Source.Inline inline -> inline.dataUrl();
            case Source.Link link -> link.url();
        };
        JsonObjectBuilder written = JsonTree.object().add("url", url);
        image.detail().ifPresent(detail -> {
            if (DETAILS.contains(detail)) {
                written.add("detail", detail);
            } else {
                leftOut.note("detail");
            }
        });
        return JsonTree.object().add("type", "image_url").add("image_url", written);
    }

    private static JsonObjectBuilder document(Part.Document document) {
        if (!(document.source() instanceof Source.Inline inline)) {
            throw RequestWriter.refused("A document must be in the request itself, as base64: the API of the model"
                    + " asked for takes no document by its URL.");
        }
        if (inline.mediaType().startsWith("text/")) {
            // Models are given PDFs as files; a text is told best as what it is.
            String title = document.name().map(name -> name + ":\n\n").orElse("");
            return text(title + decoded(inline));
        }
        String name =
                document.name().orElse(inline.mediaType().equals("application/pdf") ? "document.pdf" : "document");
        return JsonTree.object()
                .add("type", "file")
                .add("file", JsonTree.object().add("filename", name).add("file_data", inline.dataUrl()));
    }

    private static String decoded(Source.Inline inline) {
        try {
            return new String(Base64.getDecoder().decode(inline.base64()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RequestWriter.refused("A document is not the base64 that it should be: " + e.getMessage() + ".");
        }
    }

    private static JsonObjectBuilder audio(Part.Audio audio) {
        String format = AUDIO_FORMATS.get(audio.source().mediaType());
        if (format == null) {
            throw RequestWriter.refused("Sound must be audio/wav or audio/mpeg, not '"
                    + audio.source().mediaType() + "': the API of the model asked for takes no other.");
        }
        return JsonTree.object()
                .add("type", "input_audio")
                .add(
                        "input_audio",
                        JsonTree.object().add("data", audio.source().base64()).add("format", format));
    }
}
