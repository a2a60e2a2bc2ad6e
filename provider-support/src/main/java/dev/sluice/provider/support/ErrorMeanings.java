package dev.sluice.provider.support;

import static dev.sluice.provider.ErrorKind.CONTENT_FILTERED;
import static dev.sluice.provider.ErrorKind.INVALID_REQUEST;
import static dev.sluice.provider.ErrorKind.NOT_ENTITLED;
import static dev.sluice.provider.ErrorKind.QUOTA_EXHAUSTED;
import static dev.sluice.provider.ErrorKind.RATE_LIMITED;
import static dev.sluice.provider.ErrorKind.SIGN_IN_REQUIRED;
import static dev.sluice.provider.ErrorKind.UNKNOWN_MODEL;
import static dev.sluice.provider.ErrorKind.UPSTREAM_PROTOCOL;
import static dev.sluice.provider.ErrorKind.UPSTREAM_TIMEOUT;
import static dev.sluice.provider.ErrorKind.UPSTREAM_UNAVAILABLE;

import dev.sluice.provider.ErrorKind;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Maps the codes, phrases and statuses that upstreams have in common to kinds of errors. */
final class ErrorMeanings {
    private static final Map<String, ErrorKind> CODES = codes();

    /** Phrases that decide where no code does. In lower case; the first that occurs applies. */
    private static final Map<String, ErrorKind> PHRASES = phrases();

    private static final List<String> TOO_LONG =
            List.of("maximum context length", "exceeds the available context size", "prompt is too long");

    private ErrorMeanings() {}

    /** Tells whether the request exceeded the context window, for which many have a phrase but no code. */
    static boolean tooLong(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return TOO_LONG.stream().anyMatch(text::contains);
    }

    static Optional<ErrorKind> ofCode(String code) {
        return Optional.ofNullable(CODES.get(code.toLowerCase(Locale.ROOT)));
    }

    static Optional<ErrorKind> ofPhrase(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return PHRASES.entrySet().stream()
                .filter(each -> text.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    static ErrorKind ofStatus(int status, String message) {
        return switch (status) {
            case 401, 407 -> SIGN_IN_REQUIRED;
            case 402 -> QUOTA_EXHAUSTED;
            case 403, 451 -> NOT_ENTITLED;
            case 404, 410 -> message.toLowerCase(Locale.ROOT).contains("model") ? UNKNOWN_MODEL : UPSTREAM_PROTOCOL;
            case 408, 504, 524 -> UPSTREAM_TIMEOUT;
            case 429 -> RATE_LIMITED;
            case 498, 499 -> UPSTREAM_UNAVAILABLE;
            default -> status >= 500 ? UPSTREAM_UNAVAILABLE : status >= 400 ? INVALID_REQUEST : UPSTREAM_PROTOCOL;
        };
    }

    private static Map<String, ErrorKind> phrases() {
        // Keeps the order, which decides.
        Map<String, ErrorKind> found = new LinkedHashMap<>();
        put(found, NOT_ENTITLED, "missing scopes", "insufficient permissions");
        put(found, QUOTA_EXHAUSTED, "insufficient credits", "insufficient balance", "exceeded your current quota");
        put(found, CONTENT_FILTERED, "content management policy");
        return Collections.unmodifiableMap(found);
    }

    private static Map<String, ErrorKind> codes() {
        Map<String, ErrorKind> found = new HashMap<>();
        put(found, SIGN_IN_REQUIRED, "invalid_api_key", "authentication_error", "unauthenticated", "api_key_invalid");
        put(found, SIGN_IN_REQUIRED, "account_deactivated", "token_expired", "invalid_authentication");
        put(found, NOT_ENTITLED, "permission_error", "permission_denied", "unsupported_country_region_territory");
        put(found, QUOTA_EXHAUSTED, "insufficient_quota", "billing_hard_limit_reached", "billing_not_active");
        put(found, QUOTA_EXHAUSTED, "insufficient_credits", "exceeded_current_quota_error", "billing_error");
        put(found, RATE_LIMITED, "rate_limit_exceeded", "rate_limit_error", "ratelimitreached", "resource_exhausted");
        put(found, UNKNOWN_MODEL, "model_not_found", "unknown_model", "deploymentnotfound", "invalid_model");
        put(found, INVALID_REQUEST, "context_length_exceeded", "exceed_context_size_error", "string_above_max_length");
        put(found, CONTENT_FILTERED, "content_filter", "content_policy_violation", "responsibleaipolicyviolation");
        put(found, UPSTREAM_UNAVAILABLE, "overloaded_error", "server_error", "service_unavailable", "unavailable");
        put(found, UPSTREAM_UNAVAILABLE, "model_overloaded", "internal_error", "internal_server_error");
        put(found, UPSTREAM_TIMEOUT, "timeout_error", "deadline_exceeded");
        return Map.copyOf(found);
    }

    private static void put(Map<String, ErrorKind> found, ErrorKind kind, String... codes) {
        for (String code : codes) {
            found.put(code, kind);
        }
    }
}
