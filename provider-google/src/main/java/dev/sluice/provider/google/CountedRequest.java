package dev.sluice.provider.google;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code countTokens}: contents alone, or else a whole request in a field of its own, which names the model
 * once more.
 *
 * @see <a href="https://ai.google.dev/api/tokens">its reference</a>
 */
final class CountedRequest {
    private static final Set<String> WHOLE = Set.of("generateContentRequest", "generate_content_request");
    private static final byte[] BEGIN = "{\"generateContentRequest\":".getBytes(StandardCharsets.US_ASCII);

    private CountedRequest() {}

    /** Takes a request for content, or a request to count already. */
    static byte[] of(byte[] body, String model) {
        try {
            JsonDocument document = JsonDocument.parse(body);
            return of(document, JsonText.quoted("models/" + model));
        } catch (JsonException e) {
            // Left to the upstream to refuse.
            return body;
        }
    }

    private static byte[] of(JsonDocument document, byte[] model) {
        @Nullable JsonNode whole = null;
        boolean contentsAlone = true;
        for (JsonNode member : document.root()) {
            if (WHOLE.contains(member.name()) && member.is(Kind.OBJECT)) {
                whole = member;
            }
            contentsAlone &= member.isNamed("contents");
        }
        if (contentsAlone || !document.root().is(Kind.OBJECT)) {
            return document.bytes();
        }
        return whole == null ? wrapped(named(document, document.root(), model)) : named(document, whole, model);
    }

    private static byte[] named(JsonDocument document, JsonNode request, byte[] model) {
        JsonEdits edits = JsonEdits.of(document);
        JsonNode given = request.get("model");
        return (given.is(Kind.ABSENT) ? edits.prepend(request, "model", model) : edits.set(given, model)).write();
    }

    private static byte[] wrapped(byte[] request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(request.length + BEGIN.length + 1);
        out.writeBytes(BEGIN);
        out.writeBytes(request);
        out.write('}');
        return out.toByteArray();
    }
}
