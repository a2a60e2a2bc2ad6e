package dev.sluice.dialects.responses;

import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.Map;
import java.util.Optional;

/** What a reply or a stream says has failed, under a status of success. */
final class Failures {
    private static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_CODE = 64;

    private static final Map<String, ErrorKind> KINDS = Map.ofEntries(
            Map.entry("rate_limit_exceeded", ErrorKind.RATE_LIMITED),
            Map.entry("rate_limit_error", ErrorKind.RATE_LIMITED),
            Map.entry("too_many_requests", ErrorKind.RATE_LIMITED),
            Map.entry("insufficient_quota", ErrorKind.QUOTA_EXHAUSTED),
            Map.entry("quota_exceeded", ErrorKind.QUOTA_EXHAUSTED),
            Map.entry("vector_store_timeout", ErrorKind.UPSTREAM_TIMEOUT),
            Map.entry("content_filter", ErrorKind.CONTENT_FILTERED),
            Map.entry("content_policy_violation", ErrorKind.CONTENT_FILTERED),
            Map.entry("image_content_policy_violation", ErrorKind.CONTENT_FILTERED),
            Map.entry("bio_policy", ErrorKind.CONTENT_FILTERED),
            Map.entry("cyber_policy", ErrorKind.CONTENT_FILTERED),
            Map.entry("model_not_found", ErrorKind.UNKNOWN_MODEL),
            Map.entry("model_not_supported", ErrorKind.UNKNOWN_MODEL),
            Map.entry("previous_response_not_found", ErrorKind.INVALID_REQUEST),
            Map.entry("context_length_exceeded", ErrorKind.INVALID_REQUEST),
            Map.entry("data_residency_mismatch", ErrorKind.INVALID_REQUEST),
            Map.entry("string_above_max_length", ErrorKind.INVALID_REQUEST),
            Map.entry("image_too_large", ErrorKind.INVALID_REQUEST),
            Map.entry("image_too_small", ErrorKind.INVALID_REQUEST),
            Map.entry("image_parse_error", ErrorKind.INVALID_REQUEST),
            Map.entry("image_file_too_large", ErrorKind.INVALID_REQUEST),
            Map.entry("image_file_not_found", ErrorKind.INVALID_REQUEST),
            Map.entry("unsupported_image_media_type", ErrorKind.INVALID_REQUEST),
            Map.entry("empty_image_file", ErrorKind.INVALID_REQUEST),
            Map.entry("failed_to_download_image", ErrorKind.INVALID_REQUEST));

    private Failures() {}

    /** Makes the failure of a response whose status says so. */
    static ProviderException of(Fields response) {
        return of(response.tree("error").orElse(JsonNodes.EMPTY));
    }

    /** Makes the failure of an error event, which has its facts in itself or in an {@code error} of its own. */
    static ProviderException ofEvent(JsonNode event) {
        JsonNode error = event.get("error");
        return of(error.is(JsonNode.Kind.OBJECT) ? error : event);
    }

    private static ProviderException of(JsonNode error) {
        String code = text(error, "code");
        String type = text(error, "type");
        ErrorKind kind = kind(code).or(() -> kind(type)).orElse(ErrorKind.UPSTREAM_UNAVAILABLE);
        String message = "The upstream broke off its answer" + words(error, code) + ".";
        ProviderException.Builder failure = ProviderException.builder(kind, message);
        if (plain(code)) {
            failure.code(code);
        }
        return failure.build();
    }

    private static Optional<ErrorKind> kind(String word) {
        // What follows a colon tells instances of one limit apart.
        int colon = word.indexOf(':');
        String bare = colon < 0 ? word : word.substring(0, colon);
        ErrorKind known = KINDS.get(bare);
        if (known != null) {
            return Optional.of(known);
        }
        if (bare.endsWith("rate_limited")) {
            return Optional.of(ErrorKind.RATE_LIMITED);
        }
        return bare.startsWith("invalid_") ? Optional.of(ErrorKind.INVALID_REQUEST) : Optional.empty();
    }

    private static String words(JsonNode error, String code) {
        String message = text(error, "message").strip();
        StringBuilder words = new StringBuilder();
        if (!message.isEmpty()) {
            words.append(": ");
            message.codePoints()
                    .limit(LONGEST_MESSAGE)
                    .forEach(c -> words.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
            if (words.charAt(words.length() - 1) == '.') {
                words.setLength(words.length() - 1);
            }
        }
        return plain(code) ? words + " (" + code + ")" : words.toString();
    }

    private static boolean plain(String code) {
        return !code.isEmpty()
                && code.length() <= LONGEST_CODE
                && code.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "_.:-".indexOf(c) >= 0));
    }

    private static String text(JsonNode error, String name) {
        return error.get(name).string("");
    }
}
