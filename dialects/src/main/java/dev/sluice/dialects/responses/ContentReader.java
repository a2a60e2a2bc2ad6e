package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.Base64Field;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.RawText;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the content of a message or of a tool's result, a text or a list of parts. */
final class ContentReader {
    private static final Map<String, String> DETAILS =
            Map.of("low", "low", "high", "high", "auto", "auto", "original", "original");
    private static final Map<String, String> SOUNDS = Map.of("wav", "audio/wav", "mp3", "audio/mpeg");
    private static final String UPLOADED =
            "names an uploaded file, and the gateway keeps none; send the file itself as ";

    private final LeftOut leftOut;

    ContentReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    /** Where content stands, which decides what it may be. */
    record Place(Set<String> types) {
        static final Place INSTRUCTIONS = new Place(Set.of("input_text", "output_text"));
        static final Place USER =
                new Place(Set.of("input_text", "output_text", "input_image", "input_file", "input_audio"));
        static final Place ASSISTANT = new Place(Set.of("input_text", "output_text", "refusal"));
        static final Place RESULT = new Place(Set.of("input_text", "output_text", "input_image", "input_file"));
    }

    /** Reads it; empty texts are nothing. */
    List<Part> read(Fields holder, String name, Place place) {
        Optional<JsonNode> text = holder.value(name).filter(value -> value.is(Kind.STRING));
        if (text.isPresent()) {
            return text.get().hasText() ? List.of(new Part.Text(RawText.of(text.get()))) : List.of();
        }
        if (!holder.has(name)) {
            throw holder.missing(name);
        }
        List<Part> parts = new ArrayList<>();
        for (Fields part : holder.list(name)) {
            part(part, place).ifPresent(parts::add);
            part.leaveOutRest(leftOut);
        }
        return parts;
    }

    private Optional<Part> part(Fields part, Place place) {
        String type = part.requiredText("type");
        if (!place.types.contains(type)) {
            throw part.wrong("type", "must be one of " + String.join(", ", new TreeSet<>(place.types)) + " here");
        }
        return switch (type) {
            case "refusal" -> notEmpty(part.requiredText("refusal")).map(Part.Refusal::new);
            case "input_image" -> Optional.of(image(part));
            case "input_file" -> Optional.of(document(part));
            case "input_audio" -> Optional.of(audio(part.requiredFields("input_audio")));
            default -> text(part);
        };
    }

    /** An answer that is sent back has citations and probabilities, which no model reads again. */
    private static Optional<Part> text(Fields part) {
        part.ignore("logprobs");
        JsonNode annotations = part.object().get("annotations");
        if (annotations.is(Kind.ARRAY) && annotations.isEmpty()) {
            part.ignore("annotations");
        }
        RawText text = part.requiredRaw("text");
        return text.isEmpty() ? Optional.empty() : Optional.of(new Part.Text(text));
    }

    private static Optional<String> notEmpty(String text) {
        return Optional.of(text).filter(any -> !any.isEmpty());
    }

    private static Part image(Fields part) {
        part.refuse("file_id", UPLOADED + "image_url");
        // "auto" is what goes without saying.
        Optional<String> detail = part.choice("detail", DETAILS).filter(word -> !word.equals("auto"));
        return new Part.Image(source(part, "image_url"), detail);
    }

    private static Part document(Fields part) {
        part.refuse("file_id", UPLOADED + "file_data");
        Optional<String> name = part.text("filename").filter(text -> !text.isEmpty());
        if (!part.has("file_data")) {
            if (!part.has("file_url")) {
                throw part.missing("file_data");
            }
            return new Part.Document(source(part, "file_url"), name);
        }
        part.refuse("file_url", "cannot stand beside file_data");
        RawText data = part.requiredRaw("file_data");
        return DataUrl.isOne(data)
                ? new Part.Document(source(part, "file_data"), name)
                : new Part.Document(
                        new Source.Inline(mediaType(name), Base64Field.checked(part, "file_data", data)), name);
    }

    private static String mediaType(Optional<String> name) {
        return name.map(URLConnection::guessContentTypeFromName).orElse("application/pdf");
    }

    private static Part audio(Fields sound) {
        String type = sound.choice("format", SOUNDS).orElseThrow(() -> sound.missing("format"));
        return new Part.Audio(new Source.Inline(type, Base64Field.checked(sound, "data", sound.requiredRaw("data"))));
    }

    private static Source source(Fields part, String name) {
        RawText url = part.requiredRaw(name);
        if (url.isEmpty()) {
            throw part.wrong(name, "is empty");
        }
        if (!DataUrl.isOne(url)) {
            return new Source.Link(url.string());
        }
        return DataUrl.read(url)
                .map(inline -> new Source.Inline(inline.mediaType(), Base64Field.checked(part, name, inline.raw())))
                .orElseThrow(() -> part.wrong(name, "must be a link or data:<media type>;base64,<bytes>"));
    }
}
