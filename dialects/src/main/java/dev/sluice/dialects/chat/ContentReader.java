package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.Base64Field;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.RawText;
import dev.sluice.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a message says: a text, or parts. Empty texts say nothing. */
final class ContentReader {
    /** The parts that instructions may have. */
    static final Set<String> INSTRUCTIONS = Set.of("text");
    /** The parts that the user's messages may have. */
    static final Set<String> USER = Set.of("text", "image_url", "input_audio", "file");
    /** The parts that results of tools may have: more than OpenAI's, as other models take more. */
    static final Set<String> TOOL = Set.of("text", "image_url", "file");
    /** The parts that the model's messages may have. */
    static final Set<String> ASSISTANT = Set.of("text", "refusal");

    private static final Map<String, String> DETAILS = SettingsReader.words("auto", "low", "high");
    private static final Map<String, String> AUDIO_TYPES = Map.of("wav", "audio/wav", "mp3", "audio/mpeg");

    private final LeftOut leftOut;

    ContentReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    List<Part> required(Fields message, Set<String> types) {
        return optional(message, types).orElseThrow(() -> message.missing("content"));
    }

    Optional<List<Part>> optional(Fields message, Set<String> types) {
        Optional<JsonNode> content = message.value("content");
        if (content.isEmpty()) {
            return Optional.empty();
        }
        return switch (content.get().kind()) {
            case STRING -> Optional.of(text(RawText.of(content.get())));
            case ARRAY -> Optional.of(parts(message.list("content"), types));
            default -> throw message.wrong("content", "must be a string or an array of parts");
        };
    }

    private static List<Part> text(RawText text) {
        return text.isEmpty() ? List.of() : List.of(new Part.Text(text));
    }

    private List<Part> parts(List<Fields> parts, Set<String> types) {
        List<Part> read = new ArrayList<>();
        for (Fields part : parts) {
            String type = part.requiredText("type");
            if (!types.contains(type)) {
                throw part.wrong(
                        "type",
                        "must be one of "
                                + String.join(", ", types.stream().sorted().toList()) + " in a message of this role");
            }
            read.addAll(part(type, part));
            part.leaveOutRest(leftOut);
        }
        return read;
    }

    private List<Part> part(String type, Fields part) {
        return switch (type) {
            case "text" -> text(part.requiredRaw("text"));
            case "refusal" -> List.of(new Part.Refusal(part.requiredText("refusal")));
            case "image_url" -> List.of(image(part.requiredFields("image_url")));
            case "input_audio" -> List.of(audio(part.requiredFields("input_audio")));
            default -> List.of(document(part.requiredFields("file")));
        };
    }

    private Part image(Fields image) {
        RawText url = image.requiredRaw("url");
        String scheme = url.before(Math.max(0, url.indexOf(':')));
        boolean link = (scheme.equals("https") || scheme.equals("http"))
                && url.string().startsWith("//", scheme.length() + 1);
        Source source = link ? new Source.Link(url.string()) : inline(image, "url", url, "an https: or data: URL");
        Part read = new Part.Image(source, image.choice("detail", DETAILS));
        image.leaveOutRest(leftOut);
        return read;
    }

    private Part audio(Fields audio) {
        RawText data = audio.requiredRaw("data");
        String type = audio.choice("format", AUDIO_TYPES).orElseThrow(() -> audio.missing("format"));
        audio.leaveOutRest(leftOut);
        return new Part.Audio(new Source.Inline(type, Base64Field.checked(audio, "data", data)));
    }

    private Part document(Fields file) {
        file.refuse("file_id", "names a file that is kept elsewhere; send the file itself, as 'file_data'");
        Source source = inline(file, "file_data", file.requiredRaw("file_data"), "a data: URL");
        Part read = new Part.Document(source, file.text("filename").filter(name -> !name.isEmpty()));
        file.leaveOutRest(leftOut);
        return read;
    }

    private static Source.Inline inline(Fields fields, String name, RawText url, String wanted) {
        int comma = url.indexOf(',');
        String about = url.before(Math.max(0, comma));
        int semicolon = about.indexOf(';');
        boolean base64 = about.regionMatches(true, 0, "data:", 0, 5)
                && semicolon > 5
                && !url.from(comma + 1).isEmpty()
                && about.regionMatches(true, comma - 7, ";base64", 0, 7);
        if (!base64 || about.indexOf('/') < 0 || about.indexOf('/') > semicolon) {
            throw notInline(fields, name, wanted);
        }
        RawText data = Base64Field.checked(fields, name, url.from(comma + 1));
        return new Source.Inline(about.substring(5, semicolon), data);
    }

    private static ProviderException notInline(Fields fields, String name, String wanted) {
        return fields.wrong(name, "must be " + wanted + ", such as data:image/png;base64,iVBORw0KGgo=");
    }
}
