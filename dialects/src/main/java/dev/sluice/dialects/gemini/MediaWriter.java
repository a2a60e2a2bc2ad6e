package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes images, documents and sound. */
final class MediaWriter {
    private final LeftOut leftOut;

    MediaWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    Consumer<JsonOutput> part(Part part) {
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

    private static Consumer<JsonOutput> source(Source source, Optional<String> usual) {
        return switch (source) {
            case Source.Inline inline ->
                out -> out.object()
                        .name("inlineData")
                        .object()
                        .add("mimeType", inline.mediaType())
                        .add("data", inline.raw())
                        .endObject()
                        .endObject();
            case Source.Link link ->
                out -> {
                    out.object().name("fileData").object();
                    MediaTypes.of(link.url()).or(() -> usual).ifPresent(type -> out.add("mimeType", type));
                    out.add("fileUri", link.url()).endObject().endObject();
                };
        };
    }
}
