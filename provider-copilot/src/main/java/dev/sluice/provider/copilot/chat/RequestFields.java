package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Checks the types of those fields of a request that are read, and names the one that is wrong. */
final class RequestFields {
    private RequestFields() {}

    static void require(JsonReader json, Kind kind, String field) {
        if (json.peek() != kind) {
            throw wrong(field, "must be " + name(kind));
        }
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

    static ProviderException notJson(JsonException failure) {
        return ProviderException.builder(
                        ErrorKind.INVALID_REQUEST, "The request body is not valid JSON: " + failure.getMessage() + ".")
                .code("invalid_json")
                .cause(failure)
                .build();
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, END -> "null";
        };
    }
}
