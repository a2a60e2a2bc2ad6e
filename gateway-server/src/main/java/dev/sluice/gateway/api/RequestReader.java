package dev.sluice.gateway.api;

import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.Headers;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a request's top level once, checking that the whole is JSON. What it does not need, it leaves to the model. */
final class RequestReader {
    private final byte[] body;
    private final JsonReader json;
    private @Nullable JsonSpan span;
    private @Nullable String model;
    private @Nullable Boolean streaming;

    private RequestReader(byte[] body) {
        this.body = body;
        this.json = JsonReader.of(body);
    }

    /** Reads a body that names its model, or says in a 400 what is wrong with it. */
    static RequestMetadata read(byte[] body, Headers headers, String requestId) {
        return reading(() -> new RequestReader(body).metadata(headers, requestId));
    }

    /** Makes sure that a body is a JSON object, or says in a 400 what is wrong with it. */
    static void check(byte[] body) {
        reading(() -> {
            JsonReader json = JsonReader.of(body);
            object(body, json);
            json.skipValue();
            json.endDocument();
            return body;
        });
    }

    private static <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (JsonException e) {
            throw new ErrorReplyException(ErrorReply.invalid(
                    null, "invalid_json", "The request's body is not valid JSON: " + e.getMessage() + "."));
        }
    }

    private static void object(byte[] body, JsonReader json) {
        if (body.length == 0) {
            throw invalid(null, "The request has no body; a JSON object is needed.");
        }
        if (json.peek() != Kind.OBJECT) {
            json.skipValue();
            json.endDocument();
            throw invalid(null, "The request's body must be a JSON object.");
        }
    }

    private RequestMetadata metadata(Headers headers, String requestId) {
        object(body, json);
        json.beginObject();
        while (json.hasNext()) {
            field(json.nextName());
        }
        json.endObject();
        json.endDocument();
        if (model == null || model.isBlank()) {
            throw new ErrorReplyException(ErrorReply.invalid(
                    "model", "missing_required_parameter", "The request must name a model in the field 'model'."));
        }
        return new RequestMetadata(
                model, Optional.ofNullable(span), Boolean.TRUE.equals(streaming), headers, requestId);
    }

    private void field(String name) {
        switch (name) {
            case "model" -> model();
            case "stream" -> {
                once("stream", streaming);
                streaming = flag("stream");
            }
            case "stream_options" -> streamOptions();
            default -> json.skipValue();
        }
    }

    /** Of two that differ, one program on the way takes the first and the next the last. */
    private static void once(String name, @Nullable Object before) {
        if (before != null) {
            throw new ErrorReplyException(
                    ErrorReply.invalid(name, "duplicate_parameter", "Duplicate field '" + name + "'; send it once."));
        }
    }

    private void model() {
        once("model", model);
        if (json.peek() != Kind.STRING) {
            throw wrongType("model", "a string");
        }
        JsonSpan where = json.nextSpan();
        span = where;
        model = JsonReader.of(body, where).nextString();
    }

    private void streamOptions() {
        Kind kind = json.peek();
        if (kind == Kind.NULL) {
            json.nextNull();
            return;
        }
        if (kind != Kind.OBJECT) {
            throw wrongType("stream_options", "an object");
        }
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("include_usage")) {
                flag("stream_options.include_usage");
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    private boolean flag(String field) {
        return switch (json.peek()) {
            case BOOLEAN -> json.nextBoolean();
            case NULL -> {
                json.nextNull();
                yield false;
            }
            default -> throw wrongType(field, "true or false");
        };
    }

    /** Checks first that there is a value at all: where the text has ended, it is not the type that is wrong. */
    private ErrorReplyException wrongType(String field, String wanted) {
        json.skipValue();
        return new ErrorReplyException(ErrorReply.invalid(
                field, "invalid_type", "Invalid type for '" + field + "': it must be " + wanted + "."));
    }

    private static ErrorReplyException invalid(@Nullable String field, String message) {
        return new ErrorReplyException(ErrorReply.invalid(field, "invalid_request", message));
    }
}
