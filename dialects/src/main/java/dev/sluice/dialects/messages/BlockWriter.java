package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Writes parts as content blocks. Used for one request. */
final class BlockWriter {
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final LeftOut leftOut;

    BlockWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    /** Writes a text; nothing for one without a visible character, which the dialect refuses. */
    static Optional<Block> text(RawText text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(new Block(
                        false,
                        out -> out.object()
                                .add("type", "text")
                                .add("text", text)
                                .endObject()));
    }

    /** Writes what users may show. */
    Optional<Block> shown(Part part) {
        return switch (part) {
            case Part.Text text -> text(text.raw());
            case Part.Refusal refusal -> text(RawText.of(refusal.text()));
            case Part.Image image -> Optional.of(image(image));
            case Part.Document document -> Optional.of(document(document));
            case Part.Audio _ ->
                throw Refused.because("The model asked for can't hear; leave the sound out, or send it as text.");
            default -> throw misplaced(part, "a user");
        };
    }

    /** Writes what assistants may say, calls aside. */
    Optional<Block> said(Part part) {
        return switch (part) {
            case Part.Text text -> text(text.raw());
            case Part.Refusal refusal -> text(RawText.of(refusal.text()));
            case Part.Reasoning reasoning -> reasoning(reasoning);
            default -> throw misplaced(part, "the assistant");
        };
    }

    Block call(Part.ToolCall call, String id) {
        String name = Names.ofTool(call.name());
        return new Block(false, out -> {
            out.object().add("type", "tool_use").add("id", id).add("name", name);
            Inputs.write(call.raw(), out.name("input"));
            out.endObject();
        });
    }

    Block result(Part.ToolResult result, String id) {
        List<Block> content =
                result.content().stream().flatMap(part -> shown(part).stream()).toList();
        return new Block(false, out -> {
            out.object().add("type", "tool_result").add("tool_use_id", id);
            if (!content.isEmpty()) {
                Block.write(content, out.name("content"));
            }
            if (result.failed()) {
                out.add("is_error", true);
            }
            out.endObject();
        });
    }

    private Optional<Block> reasoning(Part.Reasoning reasoning) {
        // Models take back only what they have signed themselves.
        Opaque opaque = reasoning.opaque().filter(Signatures::own).orElse(null);
        if (opaque == null) {
            leftOut.note("reasoning");
            return Optional.empty();
        }
        return Optional.of(new Block(true, out -> {
            out.object();
            if (Signatures.redacted(opaque)) {
                out.add("type", Signatures.REDACTED).add("data", opaque.data());
            } else {
                out.add("type", "thinking").add("thinking", reasoning.text()).add("signature", opaque.data());
            }
            out.endObject();
        }));
    }

    private Block image(Part.Image image) {
        if (!image.detail().orElse("auto").equals("auto")) {
            leftOut.note("detail");
        }
        return block(
                "image",
                switch (image.source()) {
                    case Source.Link link -> link(link);
                    case Source.Inline inline -> {
                        if (!PICTURES.contains(inline.mediaType())) {
                            throw Refused.because("The model asked for sees JPEG, PNG, GIF and WebP pictures, not '"
                                    + inline.mediaType() + "'.");
                        }
                        yield base64(inline);
                    }
                },
                Optional.empty());
    }

    private static Block document(Part.Document document) {
        return block(
                "document",
                switch (document.source()) {
                    case Source.Link link -> link(link);
                    case Source.Inline inline when inline.mediaType().equals("application/pdf") -> base64(inline);
                    case Source.Inline inline when inline.mediaType().startsWith("text/") -> plain(inline);
                    case Source.Inline inline ->
                        throw Refused.because("The model asked for reads PDF documents and plain text, not '"
                                + inline.mediaType() + "'.");
                },
                document.name());
    }

    private static Block block(String type, Consumer<JsonOutput> source, Optional<String> title) {
        return new Block(false, out -> {
            out.object().add("type", type).add("source", source);
            title.ifPresent(name -> out.add("title", name));
            out.endObject();
        });
    }

    private static Consumer<JsonOutput> link(Source.Link link) {
        return out -> out.object().add("type", "url").add("url", link.url()).endObject();
    }

    private static Consumer<JsonOutput> base64(Source.Inline inline) {
        return source("base64", inline.mediaType(), inline.raw());
    }

    private static Consumer<JsonOutput> source(String type, String mediaType, RawText data) {
        return out -> out.object()
                .add("type", type)
                .add("media_type", mediaType)
                .add("data", data)
                .endObject();
    }

    private static Consumer<JsonOutput> plain(Source.Inline inline) {
        try {
            byte[] text = Base64.getDecoder().decode(inline.base64());
            return source("text", "text/plain", RawText.of(new String(text, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw Refused.because("A document of the type '" + inline.mediaType() + "' is not proper base64.");
        }
    }

    private static ProviderException misplaced(Part part, String speaker) {
        List<String> words = List.of(part.getClass().getSimpleName().split("(?=[A-Z])"));
        return Refused.because("The model asked for takes no "
                + String.join(" ", words).toLowerCase(Locale.ROOT) + " from " + speaker + "; leave it out.");
    }
}
