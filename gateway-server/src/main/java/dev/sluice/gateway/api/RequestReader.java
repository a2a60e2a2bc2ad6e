package dev.sluice.gateway.api;

import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.Headers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the gateway needs of a request's body, and says in a 400 what is wrong with it. The rest is the model's. */
final class RequestReader {
    private RequestReader() {}

    /** Reads a body that names its model. */
    static RequestMetadata read(byte[] body, Headers headers, String requestId) {
        JsonDocument document = document(body);
        JsonNode request = document.root();
        for (String field : new String[] {"model", "stream"}) {
            if (request.isTwice(field)) {
                // Of two that differ, one program on the way takes the first and the next the last.
                throw new ErrorReplyException(ErrorReply.invalid(
                        field, "duplicate_parameter", "Duplicate field '" + field + "'; send it once."));
            }
        }
        JsonNode model = model(request.get("model"));
        boolean streaming = flag(request.get("stream"), "stream");
        checkOptions(request.get("stream_options"));
        return new RequestMetadata(document, model.string(), Optional.of(model), streaming, headers, requestId);
    }

    /** Reads a body that is a JSON object, whatever is in it. */
    static JsonDocument document(byte[] body) {
        if (body.length == 0) {
            throw invalid(null, "The request has no body; a JSON object is needed.");
        }
        JsonDocument document;
        try {
            document = JsonDocument.parse(body);
        } catch (JsonException e) {
            throw new ErrorReplyException(ErrorReply.invalid(
                    null, "invalid_json", "The request's body is not valid JSON: " + e.getMessage() + "."));
        }
        if (!document.root().is(Kind.OBJECT)) {
            throw invalid(null, "The request's body must be a JSON object.");
        }
        return document;
    }

    private static JsonNode model(JsonNode model) {
        if (!model.is(Kind.STRING) && !model.is(Kind.ABSENT)) {
            throw wrongType("model", "a string");
        }
        if (model.string("").isBlank()) {
            throw new ErrorReplyException(ErrorReply.invalid(
                    "model", "missing_required_parameter", "The request must name a model in the field 'model'."));
        }
        return model;
    }

    private static void checkOptions(JsonNode options) {
        switch (options.kind()) {
            case ABSENT, NULL -> {}
            case OBJECT -> flag(options.get("include_usage"), "stream_options.include_usage");
            default -> throw wrongType("stream_options", "an object");
        }
    }

    private static boolean flag(JsonNode value, String field) {
        return switch (value.kind()) {
            case BOOLEAN -> value.isTrue();
            case ABSENT, NULL -> false;
            default -> throw wrongType(field, "true or false");
        };
    }

    private static ErrorReplyException wrongType(String field, String wanted) {
        return new ErrorReplyException(ErrorReply.invalid(
                field, "invalid_type", "Invalid type for '" + field + "': it must be " + wanted + "."));
    }

    private static ErrorReplyException invalid(@Nullable String field, String message) {
        return new ErrorReplyException(ErrorReply.invalid(field, "invalid_request", message));
    }
}
