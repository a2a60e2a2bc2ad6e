package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.copilot.errors.ErrorClassifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Normalizes Copilot's reply to an embeddings request to what OpenAI documents. */
public final class EmbeddingsReply {
    private static final String PATH = "/embeddings";
    private static final byte[] LIST = utf8("\"list\"");
    private static final byte[] EMBEDDING = utf8("\"embedding\"");

    private EmbeddingsReply() {}

    /**
     * Normalizes a reply: missing members are added, and vectors are packed if the client wants them so.
     *
     * @return the same array if it needed no change, and the tokens used
     * @throws ProviderException with UPSTREAM_PROTOCOL if it is no reply to embeddings; of the kind
     *     that the upstream reports if it is an error under status 200
     */
    public static Reply.Complete normalize(Headers headers, byte[] body, EmbeddingsRequest request) {
        try {
            JsonDocument document = JsonDocument.parse(body);
            byte[] normalized = normalized(document, request);
            JsonNode usage = document.root().get("usage");
            return usage.is(Kind.OBJECT)
                    ? Reply.Complete.of(headers, normalized, ChatUsage.of(usage))
                    : Reply.Complete.of(headers, normalized);
        } catch (JsonException malformed) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "GitHub Copilot's answer is not the JSON of embeddings: " + malformed.getMessage() + ".",
                    malformed);
        }
    }

    private static byte[] normalized(JsonDocument document, EmbeddingsRequest request) {
        JsonNode reply = document.root().require(Kind.OBJECT);
        JsonNode error = reply.get("error");
        if (!error.is(Kind.ABSENT) && !error.is(Kind.NULL)) {
            throw ErrorClassifier.reported(PATH, document.bytes());
        }
        JsonNode data = reply.get("data");
        if (data.is(Kind.ABSENT)) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL, "GitHub Copilot's answer to " + PATH + " has no data.");
        }
        JsonEdits edits = JsonEdits.of(document);
        int i = 0;
        for (JsonNode item : data.require(Kind.ARRAY)) {
            JsonNode vector = item.require(Kind.OBJECT).get("embedding");
            if (request.base64() && vector.is(Kind.ARRAY)) {
                edits.set(vector, packed(vector));
            }
            addIfMissing(item, "object", EMBEDDING, edits);
            addIfMissing(item, "index", utf8(Integer.toString(i)), edits);
            i++;
        }
        addIfMissing(reply, "object", LIST, edits);
        addIfMissing(reply, "model", JsonText.quoted(request.model()), edits);
        return edits.write();
    }

    private static void addIfMissing(JsonNode object, String name, byte[] json, JsonEdits edits) {
        if (object.get(name).is(Kind.ABSENT)) {
            edits.append(object, name, json);
        }
    }

    /** The way {@code encoding_format: base64} wants numbers: 32-bit floats, little-endian. */
    private static byte[] packed(JsonNode vector) {
        // Two bytes a number at least.
        int most = (vector.end() - vector.start()) / 2;
        ByteBuffer floats = ByteBuffer.allocate(most * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonNode number : vector) {
            floats.putFloat(Float.parseFloat(number.numberText()));
        }
        ByteBuffer base64 = Base64.getEncoder().encode(floats.flip());
        byte[] literal = new byte[base64.remaining() + 2];
        literal[0] = '"';
        base64.get(literal, 1, base64.remaining());
        literal[literal.length - 1] = '"';
        return literal;
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
