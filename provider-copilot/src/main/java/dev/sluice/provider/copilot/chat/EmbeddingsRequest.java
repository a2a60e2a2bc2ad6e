package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
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
     * Mends a request.
     *
     * @param body the caller's request, a JSON object; not changed
     * @param model the upstream's own id of the model
     * @return what to send
     * @throws ProviderException with INVALID_REQUEST, naming the field, if the input is neither a text nor texts
     */
    public static EmbeddingsRequest mend(byte[] body, String model) {
        JsonEdits edits = JsonEdits.of(body);
        boolean base64 = false;
        boolean inputSeen = false;
        try {
            JsonReader json = JsonReader.of(body);
            RequestFields.require(json, Kind.OBJECT, "body");
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "input" -> {
                        readInput(json, edits);
                        inputSeen = true;
                    }
                    case "encoding_format" -> base64 = readEncoding(json);
                    case "dimensions" -> readDimensions(json);
                    default -> json.skipValue();
                }
            }
            json.endObject();
            json.endDocument();
        } catch (JsonException notJson) {
            throw RequestFields.notJson(notJson);
        }
        if (!inputSeen) {
            throw RequestFields.missing("input");
        }
        return new EmbeddingsRequest(edits.apply(), model, base64);
    }

    private static void readInput(JsonReader json, JsonEdits edits) {
        switch (json.peek()) {
            case STRING -> {
                int start = json.position();
                json.skipValue();
                edits.insert(start, "[").insert(json.position(), "]");
            }
            case ARRAY -> readTexts(json);
            default -> throw RequestFields.wrong("input", "must be a string or an array of strings");
        }
    }

    private static void readTexts(JsonReader json) {
        json.beginArray();
        if (!json.hasNext()) {
            throw RequestFields.wrong("input", "must hold a text");
        }
        while (json.hasNext()) {
            switch (json.peek()) {
                case STRING -> json.skipValue();
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
        json.endArray();
    }

    private static boolean readEncoding(JsonReader json) {
        if (json.peek() == Kind.NULL) {
            json.skipValue();
            return false;
        }
        RequestFields.require(json, Kind.STRING, "encoding_format");
        String format = json.nextString();
        if (!format.equals("base64") && !format.equals("float")) {
            throw RequestFields.wrong("encoding_format", "must be float or base64");
        }
        return format.equals("base64");
    }

    private static void readDimensions(JsonReader json) {
        if (json.peek() != Kind.NULL) {
            RequestFields.require(json, Kind.NUMBER, "dimensions");
        }
        json.skipValue();
    }

    /**
     * Returns what to send.
     *
     * @return the caller's own array if nothing had to be mended; shared, not to be changed
     */
    public byte[] body() {
        return body;
    }

    /**
     * Returns the model asked.
     *
     * @return the upstream's own id
     */
    public String model() {
        return model;
    }

    /**
     * Tells whether the caller wants each vector as base64 of little-endian floats, as OpenAI's own
     * clients do by default.
     *
     * @return false for lists of numbers
     */
    public boolean base64() {
        return base64;
    }
}
