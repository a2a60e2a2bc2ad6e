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

/**
 * Reads what the gateway needs of a request's body, and rejects it with a 400 where it is invalid. The rest is checked
 * by the model's provider.
 */
final class MetadataReader {
    private MetadataReader() {}

    /** Reads a body that names its model. */
    static RequestMetadata read(byte[] body, Headers headers, String requestId) {
        JsonDocument document = document(body);
        JsonNode request = document.root();
        for (String field : new String[] {"model", "stream"}) {
            if (request.isTwice(field)) {
                // If they differ, one program reads the first and another one the last.
                throw new ErrorReplyException(ErrorReply.invalid(
                        field, "duplicate_parameter", "Duplicate field '" + field + "'; send it once."));
            }
        }
        JsonNode model = model(request.get("model"));
        boolean streaming = flag(request.get("stream"), "stream");
        checkOptions(request.get("stream_options"));
        return new RequestMetadata(document, model.string(), Optional.of(model), streaming, headers, requestId);
    }

    /** Reads a body that must be a JSON object, with any members. */
    static JsonDocument document(byte[] body) {
        if (body.length == 0) {
            throw invalid(null, "The request has no body; it must be a JSON object.");
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
