package dev.sluice.dialects.chat;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an upstream says where an answer, or the rest of one, should be: that it failed. */
final class UpstreamFailure {
    private static final int LONGEST_MESSAGE = 300;
    /** The first that fits counts. */
    private static final List<Map.Entry<String, ErrorKind>> BY_WORD = List.of(
            Map.entry("content_filter", ErrorKind.CONTENT_FILTERED),
            Map.entry("content_policy", ErrorKind.CONTENT_FILTERED),
            Map.entry("responsible_ai", ErrorKind.CONTENT_FILTERED),
            Map.entry("quota", ErrorKind.QUOTA_EXHAUSTED),
            Map.entry("billing", ErrorKind.QUOTA_EXHAUSTED),
            Map.entry("rate_limit", ErrorKind.RATE_LIMITED),
            Map.entry("resource_exhausted", ErrorKind.RATE_LIMITED),
            Map.entry("timeout", ErrorKind.UPSTREAM_TIMEOUT),
            Map.entry("overloaded", ErrorKind.UPSTREAM_UNAVAILABLE),
            Map.entry("server_error", ErrorKind.UPSTREAM_UNAVAILABLE),
            Map.entry("invalid", ErrorKind.INVALID_REQUEST),
            Map.entry("context_length", ErrorKind.INVALID_REQUEST),
            Map.entry("unsupported", ErrorKind.INVALID_REQUEST));

    private UpstreamFailure() {}

    /**
     * Throws if a reply or an event is a failure.
     *
     * @param named whether the event's type says so
     */
    static void check(JsonNode object, boolean named) {
        JsonNode error = object.get("error");
        if (!error.is(Kind.ABSENT) && !error.is(Kind.NULL)) {
            throw of(error.is(Kind.OBJECT) ? error : object, message(error));
        }
        if (named) {
            throw of(object, message(object));
        }
    }

    private static ProviderException of(JsonNode error, String message) {
        int status = status(error);
        ErrorKind kind = kind(status, (word(error, "code") + " " + word(error, "type")).toLowerCase(Locale.ROOT));
        ProviderException.Builder failure =
                ProviderException.builder(kind, "The upstream failed" + (message.isEmpty() ? "." : ": " + message));
        if (status != 0) {
            failure.upstreamStatus(status);
        }
        return failure.build();
    }

    private static ErrorKind kind(int status, String words) {
        for (Map.Entry<String, ErrorKind> entry : BY_WORD) {
            if (words.contains(entry.getKey())) {
                return entry.getValue();
            }
        }
        return switch (status) {
            case 402 -> ErrorKind.QUOTA_EXHAUSTED;
            case 429 -> ErrorKind.RATE_LIMITED;
            case 408, 504 -> ErrorKind.UPSTREAM_TIMEOUT;
            case 400, 413, 422 -> ErrorKind.INVALID_REQUEST;
            default -> ErrorKind.UPSTREAM_UNAVAILABLE;
        };
    }

    private static int status(JsonNode error) {
        for (String name : List.of("status", "code")) {
            if (error.get(name).is(Kind.NUMBER)) {
                double status = numberOf(error.get(name));
                if (status >= 400 && status < 600) {
                    return (int) status;
                }
            }
        }
        return 0;
    }

    private static double numberOf(JsonNode number) {
        try {
            return number.doubleValue();
        } catch (JsonException e) {
            // No status is that large.
            return 0;
        }
    }

    private static String word(JsonNode error, String name) {
        return error.get(name).string("");
    }

    private static String message(JsonNode error) {
        String text = error.is(Kind.OBJECT) ? word(error, "message") : error.string("");
        StringBuilder readable = new StringBuilder();
        text.chars().limit(LONGEST_MESSAGE).forEach(c -> readable.append(Character.isISOControl(c) ? ' ' : (char) c));
        return readable.append(text.length() > LONGEST_MESSAGE ? "..." : "").toString();
    }
}
