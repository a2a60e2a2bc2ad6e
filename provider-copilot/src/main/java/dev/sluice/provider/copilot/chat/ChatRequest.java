package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.nio.charset.StandardCharsets;

/** A chat completions request as Copilot takes it, and what is known of it. Immutable but for the shared body. */
public final class ChatRequest {
    private static final byte[] NO_PARAMETERS =
            "{\"type\":\"object\",\"properties\":{}}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WITH_USAGE = "{\"include_usage\":true}".getBytes(StandardCharsets.US_ASCII);

    private final String model;
    private final int choices;
    private boolean vision;
    private boolean byUser = true;
    private boolean usageWanted;
    private final byte[] body;

    private ChatRequest(JsonDocument document, String model, boolean forcesStream) {
        this.model = model;
        // The document is not kept: a stream may last for minutes.
        JsonNode request = document.root();
        JsonEdits edits = JsonEdits.of(document);
        readMessages(request.get("messages"));
        editLimit(request, edits);
        editTools(request, edits);
        editPrediction(request, edits);
        this.choices = readChoices(request.get("n"));
        readStreamOptions(request.get("stream_options"));
        if (forcesStream) {
            usageWanted = true;
            edits.set(request, "stream", TRUE).set(request, "stream_options", WITH_USAGE);
        }
        this.body = edits.write();
    }

    /**
     * Normalizes a request that is answered the way the client asked for. The body is not changed, the model is the
     * upstream's own id. Throws INVALID_REQUEST, naming the field, if one that is read has a wrong type.
     */
    public static ChatRequest normalize(byte[] body, String model) {
        return new ChatRequest(RequestFields.parse(body), model, false);
    }

    /** Like {@link #normalize}, but answered by a stream that {@link ChatAggregate} can collect into one body. */
    public static ChatRequest normalizeForAggregate(byte[] body, String model) {
        return new ChatRequest(RequestFields.parse(body), model, true);
    }

    /** What to send: the client's own array if it needed no change; shared, not to be changed. */
    public byte[] body() {
        return body;
    }

    /** The upstream's own id of the model. */
    public String model() {
        return model;
    }

    /** Whether a message holds an image, which Copilot wants to know from a header. */
    public boolean vision() {
        return vision;
    }

    /**
     * Whether the last message is the user's own, on which Copilot's billing depends: a tool's result or the beginning
     * of an answer carries an earlier turn on. True as well if there is no message.
     */
    public boolean byUser() {
        return byUser;
    }

    /** How many alternatives the client wants, at least 1. With one, further choices are parts of the same message. */
    public int choices() {
        return choices;
    }

    /** Whether a stream is to close with a chunk of its own about the tokens used. */
    public boolean usageWanted() {
        return usageWanted;
    }

    private void readMessages(JsonNode messages) {
        if (messages.is(Kind.ABSENT)) {
            throw RequestFields.missing("messages");
        }
        RequestFields.require(messages, Kind.ARRAY, "messages");
        int i = 0;
        for (JsonNode message : messages) {
            if (!message.is(Kind.OBJECT)) {
                throw RequestFields.wrong("messages[" + i + "]", "must be an object");
            }
            JsonNode role = message.get("role");
            if (!role.is(Kind.STRING) && !role.is(Kind.ABSENT)) {
                throw RequestFields.wrong("messages[" + i + "].role", "must be a string");
            }
            byUser = role.says("user");
            readContent(message.get("content"), i);
            i++;
        }
    }

    private void readContent(JsonNode content, int i) {
        if (content.is(Kind.ARRAY)) {
            int part = 0;
            for (JsonNode item : content) {
                if (!item.is(Kind.OBJECT)) {
                    throw RequestFields.wrong("messages[" + i + "].content[" + part + "]", "must be an object");
                }
                JsonNode type = item.get("type");
                vision |= type.says("image_url") || type.says("input_image");
                part++;
            }
        } else if (!content.is(Kind.STRING) && !content.is(Kind.NULL) && !content.is(Kind.ABSENT)) {
            throw RequestFields.wrong("messages[" + i + "].content", "must be a string or an array of parts");
        }
    }

    private void editLimit(JsonNode request, JsonEdits edits) {
        JsonNode older = request.get("max_tokens");
        if (older.is(Kind.ABSENT) || !OutputLimit.newNameOnly(model)) {
            return;
        }
        if (!older.is(Kind.NUMBER) && !older.is(Kind.NULL)) {
            throw RequestFields.wrong("max_tokens", "must be a number");
        }
        JsonNode newer = request.get("max_completion_tokens");
        if (newer.is(Kind.ABSENT) || newer.is(Kind.NULL)) {
            edits.remove(request, "max_completion_tokens").rename(older, "max_completion_tokens");
        } else {
            edits.remove(request, "max_tokens");
        }
    }

    private static void editTools(JsonNode request, JsonEdits edits) {
        JsonNode tools = request.get("tools");
        if (!RequestFields.isSet(tools, Kind.ARRAY, "tools")) {
            return;
        }
        if (tools.isEmpty()) {
            // Copilot refuses a list without a tool, and without the list these two as well.
            edits.remove(request, "tools").remove(request, "tool_choice").remove(request, "parallel_tool_calls");
        }
        int i = 0;
        for (JsonNode tool : tools) {
            if (!tool.is(Kind.OBJECT)) {
                throw RequestFields.wrong("tools[" + i + "]", "must be an object");
            }
            JsonNode function = tool.get("function");
            if (function.is(Kind.OBJECT)) {
                JsonNode parameters = function.get("parameters");
                if (parameters.is(Kind.ABSENT) || parameters.is(Kind.NULL)) {
                    edits.set(function, "parameters", NO_PARAMETERS);
                }
            } else if (!function.is(Kind.ABSENT)) {
                throw RequestFields.wrong("tools[" + i + "].function", "must be an object");
            }
            i++;
        }
    }

    /** Copilot refuses a prediction that predicts nothing. */
    private static void editPrediction(JsonNode request, JsonEdits edits) {
        JsonNode prediction = request.get("prediction");
        boolean set = RequestFields.isSet(prediction, Kind.OBJECT, "prediction");
        JsonNode content = prediction.get("content");
        boolean empty = switch (content.kind()) {
            case STRING -> !content.hasText();
            case ARRAY -> content.isEmpty();
            case NULL, ABSENT -> true;
            case OBJECT, NUMBER, BOOLEAN -> false;
        };
        if (!set || empty) {
            edits.remove(request, "prediction");
        }
    }

    private static int readChoices(JsonNode n) {
        if (!RequestFields.isSet(n, Kind.NUMBER, "n")) {
            return 1;
        }
        String digits = n.numberText();
        if (!digits.matches("\\d{1,6}")) {
            throw RequestFields.wrong("n", "must be a whole number and not negative");
        }
        return Math.max(1, Integer.parseInt(digits));
    }

    private void readStreamOptions(JsonNode options) {
        if (RequestFields.isSet(options, Kind.OBJECT, "stream_options")) {
            JsonNode usage = options.get("include_usage");
            usageWanted = RequestFields.isSet(usage, Kind.BOOLEAN, "stream_options.include_usage") && usage.isTrue();
        }
    }
}
