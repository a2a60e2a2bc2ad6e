package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** Writes images, documents and sound. */
final class MediaWriter {
    private final LeftOut leftOut;

    MediaWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    JsonObject part(Part part) {
        return switch (part) {
            case Part.Image image -> {
                image.detail().ifPresent(_ -> leftOut.note("detail"));
                yield source(image.source(), Optional.empty());
            }
            case Part.Document document -> {
                document.name().ifPresent(_ -> leftOut.note("filename"));
                yield source(document.source(), Optional.of("application/pdf"));
            }
            case Part.Audio audio -> source(audio.source(), Optional.empty());
            default ->
                throw new ProviderException(
                        ErrorKind.INVALID_REQUEST, "The result of a tool can hold text, images and documents only.");
        };
    }

    private static JsonObject source(Source source, Optional<String> usual) {
        return switch (source) {
            case Source.Inline inline ->
                JsonTree.object()
                        .add(
                                "inlineData",
                                JsonTree.object()
                                        .add("mimeType", inline.mediaType())
                                        .add("data", inline.base64()))
                        .build();
            case Source.Link link -> {
                JsonObjectBuilder data = JsonTree.object();
                MediaTypes.of(link.url()).or(() -> usual).ifPresent(type -> data.add("mimeType", type));
                yield JsonTree.object()
                        .add("fileData", data.add("fileUri", link.url()))
                        .build();
            }
        };
    }
}
