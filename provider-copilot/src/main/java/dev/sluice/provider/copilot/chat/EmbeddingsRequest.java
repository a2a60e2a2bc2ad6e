package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** An embeddings request as Copilot takes it: its input always a list of texts. */
public final class EmbeddingsRequest {
    private final byte[] body;
    private final String model;
    private final boolean base64;

    private EmbeddingsRequest(byte[] body, String model, boolean base64) {
        this.body = body;
        this.model = model;
        this.base64 = base64;
    }

    /**
     * Normalizes a request.
     *
     * @param body the client's request, not changed
     * @param model the upstream's own id of the model
     * @throws ProviderException with INVALID_REQUEST, naming the field, if the input is neither a text nor texts
     */
    public static EmbeddingsRequest normalize(byte[] body, String model) {
        JsonDocument document = RequestFields.parse(body);
        JsonNode request = document.root();
        JsonNode input = request.get("input");
        JsonEdits edits = JsonEdits.of(document);
        switch (input.kind()) {
            case STRING -> edits.set(input, listOf(input, body));
            case ARRAY -> checkTexts(input);
            case ABSENT -> throw RequestFields.missing("input");
            default -> throw RequestFields.wrong("input", "must be a string or an array of strings");
        }
        boolean _ = RequestFields.isSet(request.get("dimensions"), Kind.NUMBER, "dimensions");
        return new EmbeddingsRequest(edits.write(), model, wantsBase64(request.get("encoding_format")));
    }

    private static byte[] listOf(JsonNode text, byte[] body) {
        return new JsonOutput(text.end() - text.start() + 2)
                .array()
                .value(body, text.start(), text.end())
                .endArray()
                .toBytes();
    }

    private static void checkTexts(JsonNode input) {
        if (input.isEmpty()) {
            throw RequestFields.wrong("input", "must hold a text");
        }
        for (JsonNode text : input) {
            switch (text.kind()) {
                case STRING -> {
                    // As it should be.
                }
                case NUMBER, ARRAY ->
                    throw ProviderException.builder(
                                    ErrorKind.INVALID_REQUEST,
                                    "'input' holds token ids, which GitHub Copilot does not take; send texts.")
                            .code("token_input_unsupported")
                            .parameter("input")
                            .build();
                default -> throw RequestFields.wrong("input", "must be a string or an array of strings");
            }
        }
    }

    private static boolean wantsBase64(JsonNode format) {
        if (!RequestFields.isSet(format, Kind.STRING, "encoding_format")) {
            return false;
        }
        if (!format.says("base64") && !format.says("float")) {
            throw RequestFields.wrong("encoding_format", "must be float or base64");
        }
        return format.says("base64");
    }

    /** What to send: the client's own array if it needed no change; shared, not to be changed. */
    public byte[] body() {
        return body;
    }

    /** The upstream's own id of the model. */
    public String model() {
        return model;
    }

    /** Whether the client wants each vector as base64 of little-endian floats, as OpenAI's own libraries do by default. */
    public boolean base64() {
        return base64;
    }
}
