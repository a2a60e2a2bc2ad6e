package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes parts as content blocks. Used for one request. */
final class BlockWriter {
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final LeftOut leftOut;

    BlockWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    /** Writes a text; nothing for one without a visible character, which the dialect refuses. */
    static Optional<JsonObject> text(String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(
                        JsonTree.object().add("type", "text").add("text", text).build());
    }

    /** Writes what users may show. */
    Optional<JsonObject> shown(Part part) {
        return switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Refusal refusal -> text(refusal.text());
            case Part.Image image -> Optional.of(image(image));
            case Part.Document document -> Optional.of(document(document));
            case Part.Audio _ ->
                throw Refused.because("The model asked for can't hear; leave the sound out, or send it as text.");
            default -> throw misplaced(part, "a user");
        };
    }

    /** Writes what assistants may say, calls aside. */
    Optional<JsonObject> said(Part part) {
        return switch (part) {
            case Part.Text text -> text(text.text());
            case Part.Refusal refusal -> text(refusal.text());
            case Part.Reasoning reasoning -> reasoning(reasoning);
            default -> throw misplaced(part, "the assistant");
        };
    }

    JsonObject call(Part.ToolCall call, String id) {
        return JsonTree.object()
                .add("type", "tool_use")
                .add("id", id)
                .add("name", Names.ofTool(call.name()))
                .add("input", Inputs.object(call.input()))
                .build();
    }

    JsonObject result(Part.ToolResult result, String id) {
        JsonObjectBuilder block = JsonTree.object().add("type", "tool_result").add("tool_use_id", id);
        JsonArrayBuilder pieces = JsonTree.array();
        result.content().forEach(part -> shown(part).ifPresent(pieces::add));
        JsonArray content = pieces.build();
        if (!content.isEmpty()) {
            block.add("content", content);
        }
        if (result.failed()) {
            block.add("is_error", true);
        }
        return block.build();
    }

    private Optional<JsonObject> reasoning(Part.Reasoning reasoning) {
        // Models take back only what they have signed themselves.
        if (reasoning.opaque().filter(Signatures::own).isEmpty()) {
            leftOut.note("reasoning");
            return Optional.empty();
        }
        String data = reasoning.opaque().get().data();
        JsonObjectBuilder block = JsonTree.object();
        if (Signatures.redacted(reasoning.opaque().get())) {
            block.add("type", Signatures.REDACTED).add("data", data);
        } else {
            block.add("type", "thinking").add("thinking", reasoning.text()).add("signature", data);
        }
        return Optional.of(block.build());
    }

    private JsonObject image(Part.Image image) {
        if (!image.detail().orElse("auto").equals("auto")) {
            leftOut.note("detail");
        }
        return JsonTree.object()
                .add("type", "image")
                .add(
                        "source",
                        switch (image.source()) {
                            case Source.Link link -> link(link);
                            case Source.Inline inline -> {
                                if (!PICTURES.contains(inline.mediaType())) {
                                    throw Refused.because(
                                            "The model asked for sees JPEG, PNG, GIF and WebP pictures, not '"
                                                    + inline.mediaType() + "'.");
                                }
                                yield base64(inline);
                            }
                        })
                .build();
    }

    private static JsonObject document(Part.Document document) {
        JsonObjectBuilder block = JsonTree.object()
                .add("type", "document")
                .add(
                        "source",
                        switch (document.source()) {
                            case Source.Link link -> link(link);
                            case Source.Inline inline
                            when inline.mediaType().equals("application/pdf") -> base64(inline);
                            case Source.Inline inline when inline.mediaType().startsWith("text/") -> plain(inline);
                            case Source.Inline inline ->
                                throw Refused.because("The model asked for reads PDF documents and plain text, not '"
                                        + inline.mediaType() + "'.");
                        });
        document.name().ifPresent(name -> block.add("title", name));
        return block.build();
    }

    private static JsonObject link(Source.Link link) {
        return JsonTree.object().add("type", "url").add("url", link.url()).build();
    }

    private static JsonObject base64(Source.Inline inline) {
        return JsonTree.object()
                .add("type", "base64")
                .add("media_type", inline.mediaType())
                .add("data", inline.base64())
                .build();
    }

    private static JsonObject plain(Source.Inline inline) {
        try {
            byte[] text = Base64.getDecoder().decode(inline.base64());
            return JsonTree.object()
                    .add("type", "text")
                    .add("media_type", "text/plain")
                    .add("data", new String(text, StandardCharsets.UTF_8))
                    .build();
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
