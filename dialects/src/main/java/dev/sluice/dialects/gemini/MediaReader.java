package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.Base64Field;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads images, documents and sound. */
final class MediaReader {
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]+/[a-z0-9.+-]+(;[^,]*)?");

    private final LeftOut leftOut;

    MediaReader(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    /** Reads {@code inlineData} or {@code fileData}, if either is there. */
    Optional<Part> read(Fields part) {
        return part.fields("inlineData")
                .map(this::inline)
                .or(() -> part.fields("fileData").map(this::link));
    }

    private Part inline(Fields data) {
        String type = mediaType(data, data.requiredText("mimeType"));
        Source.Inline source = new Source.Inline(type, Base64Field.checked(data, "data", data.requiredRaw("data")));
        return part(data, type, source);
    }

    private Part link(Fields data) {
        String url = data.requiredText("fileUri");
        String lower = url.toLowerCase(Locale.ROOT);
        if (isGoogles(url) || !(lower.startsWith("https://") || lower.startsWith("http://"))) {
            throw data.wrong(
                    "fileUri",
                    "names a file that only Google's own side can open; send the bytes as inlineData, or an https link"
                            + " to the file");
        }
        Optional<String> reported = data.text("mimeType").map(type -> mediaType(data, type));
        String type = reported.or(() -> MediaTypes.of(url)).orElseThrow(() -> data.missing("mimeType"));
        return part(data, type, new Source.Link(url));
    }

    private Part part(Fields data, String type, Source source) {
        if (type.startsWith("video/") || (type.startsWith("audio/") && source instanceof Source.Link)) {
            throw data.wrong(
                    "mimeType",
                    "is one that the model asked for cannot be sent: images, documents and inline audio can");
        }
        Part part = switch (source) {
            case Source _ when type.startsWith("image/") -> new Part.Image(source, Optional.empty());
            case Source.Inline inline when type.startsWith("audio/") -> new Part.Audio(inline);
            default -> new Part.Document(source, data.text("displayName"));
        };
        data.leaveOutRest(leftOut);
        return part;
    }

    /** Files uploaded to Google, and videos that only Google can fetch. */
    private static boolean isGoogles(String url) {
        try {
            String host =
                    Optional.ofNullable(URI.create(url).getHost()).orElse("").toLowerCase(Locale.ROOT);
            return host.equals("generativelanguage.googleapis.com")
                    || host.equals("youtu.be")
                    || host.equals("youtube.com")
                    || host.endsWith(".youtube.com");
        } catch (IllegalArgumentException e) {
            // Whether it is an address at all is for the model's side to judge: it is the one that fetches it.
            return false;
        }
    }

    private static String mediaType(Fields data, String reported) {
        String type = reported.strip().toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPE.matcher(type).matches()) {
            throw data.wrong("mimeType", "must be a media type, such as image/png");
        }
        return type;
    }
}
