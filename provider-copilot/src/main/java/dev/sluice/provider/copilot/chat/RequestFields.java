package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Checks the types of those fields of a request that are read, and names the one that is wrong. */
final class RequestFields {
    private RequestFields() {}

    /** Parses a request, which has to be a JSON object. */
    static JsonDocument parse(byte[] body) {
        try {
            JsonDocument document = JsonDocument.parse(body);
            require(document.root(), Kind.OBJECT, "body");
            return document;
        } catch (JsonException e) {
            throw ProviderException.builder(
                            ErrorKind.INVALID_REQUEST, "The request body is not valid JSON: " + e.getMessage() + ".")
                    .code("invalid_json")
                    .cause(e)
                    .build();
        }
    }

    static void require(JsonNode value, Kind kind, String field) {
        if (!value.is(kind)) {
            throw wrong(field, "must be " + name(kind));
        }
    }

    /** Tells whether a field has a value other than null, and makes sure that it is of the right type. */
    static boolean isSet(JsonNode value, Kind kind, String field) {
        if (value.is(Kind.ABSENT) || value.is(Kind.NULL)) {
            return false;
        }
        require(value, kind, field);
        return true;
    }

    static ProviderException wrong(String field, String problem) {
        return ProviderException.builder(ErrorKind.INVALID_REQUEST, "'" + field + "' " + problem + ".")
                .code("invalid_type")
                .parameter(field)
                .build();
    }

    static ProviderException missing(String field) {
        return ProviderException.builder(ErrorKind.INVALID_REQUEST, "'" + field + "' is missing.")
                .code("missing_required_parameter")
                .parameter(field)
                .build();
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, ABSENT -> "null";
        };
    }
}
