package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.copilot.errors.CopilotErrors;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mends Copilot's answer to an embeddings request to what OpenAI documents. */
public final class EmbeddingsReply {
    private static final String PATH = "/embeddings";

    private final byte[] body;
    private final boolean base64;
    private final JsonReader json;
    private final JsonEdits edits;
    private final Set<String> seen = new HashSet<>();
    private @Nullable JsonSpan usage;

    private EmbeddingsReply(byte[] body, EmbeddingsRequest request) {
        this.body = body;
        this.base64 = request.base64();
        this.json = JsonReader.of(body);
        this.edits = JsonEdits.of(body);
    }

    /**
     * Mends an answer: missing members are added, and vectors are packed if the caller wants them so.
     *
     * @param headers what to pass on of the answer's headers
     * @param body the answer's body; not changed
     * @param request what was asked
     * @return the same array if there was nothing to mend, and the tokens used
     * @throws ProviderException with UPSTREAM_PROTOCOL if it is no answer to embeddings; of the kind
     *     that the upstream reports if it is an error under status 200
     */
    public static Reply.Complete mend(Headers headers, byte[] body, EmbeddingsRequest request) {
        try {
            return new EmbeddingsReply(body, request).mend(headers, request.model());
        } catch (JsonException malformed) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "GitHub Copilot's answer is not the JSON of embeddings: " + malformed.getMessage() + ".",
                    malformed);
        }
    }

    private Reply.Complete mend(Headers headers, String model) {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Kind kind = json.peek();
            seen.add(name);
            if (name.equals("error") && kind != Kind.NULL) {
                throw CopilotErrors.reported(PATH, body);
            } else if (name.equals("data")) {
                readVectors();
            } else if (name.equals("usage") && kind == Kind.OBJECT) {
                usage = json.nextSpan();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        int closingBrace = json.position() - 1;
        json.endDocument();
        if (!seen.contains("data")) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL, "GitHub Copilot's answer to " + PATH + " has no data.");
        }
        Additions additions = new Additions(edits, closingBrace, false);
        addIfMissing("object", "\"list\"", additions);
        addIfMissing("model", JsonText.quote(model), additions);
        byte[] mended = edits.apply();
        JsonSpan used = usage;
        return used == null
                ? Reply.Complete.of(headers, mended)
                : Reply.Complete.of(headers, mended, UsageReader.read(body, used));
    }

    private void readVectors() {
        json.beginArray();
        for (int i = 0; json.hasNext(); i++) {
            readVector(i);
        }
        json.endArray();
    }

    private void readVector(int index) {
        boolean hasObject = false;
        boolean hasIndex = false;
        json.beginObject();
        boolean empty = !json.hasNext();
        while (json.hasNext()) {
            String name = json.nextName();
            hasObject |= name.equals("object");
            hasIndex |= name.equals("index");
            if (base64 && name.equals("embedding") && json.peek() == Kind.ARRAY) {
                int start = json.position();
                byte[] packed = Base64Floats.literal(body, json);
                edits.replace(new JsonSpan(start, json.position()), packed);
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        Additions additions = new Additions(edits, json.position() - 1, empty);
        if (!hasObject) {
            additions.add("\"object\":\"embedding\"");
        }
        if (!hasIndex) {
            additions.add("\"index\":" + index);
        }
    }

    private void addIfMissing(String name, String literal, Additions additions) {
        if (!seen.contains(name)) {
            additions.add("\"" + name + "\":" + literal);
        }
    }
}
