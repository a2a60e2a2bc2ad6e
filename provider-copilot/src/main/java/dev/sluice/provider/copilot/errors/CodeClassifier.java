package dev.sluice.provider.copilot.errors;

import static dev.sluice.provider.ErrorKind.CONTENT_FILTERED;
import static dev.sluice.provider.ErrorKind.INVALID_REQUEST;
import static dev.sluice.provider.ErrorKind.NOT_ENTITLED;
import static dev.sluice.provider.ErrorKind.QUOTA_EXHAUSTED;
import static dev.sluice.provider.ErrorKind.RATE_LIMITED;
import static dev.sluice.provider.ErrorKind.UNKNOWN_MODEL;
import static dev.sluice.provider.ErrorKind.UPSTREAM_TIMEOUT;
import static dev.sluice.provider.ErrorKind.UPSTREAM_UNAVAILABLE;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the codes of error bodies mean. A code says more than the status and the text. */
final class CodeClassifier {
    static final ErrorClass CONTEXT_LENGTH = ErrorClass.of(
            INVALID_REQUEST,
            "context_length_exceeded",
            ErrorClass.PROMPT,
            "Shorten the conversation, or choose a model with a larger prompt limit; Copilot's limit can be"
                    + " smaller than the model's context window.");
    static final ErrorClass FILTERED =
            ErrorClass.of(CONTENT_FILTERED, "content_filter", "Rephrase the request; sending it again does not help.");

    private static final ErrorClass QUOTA = ErrorClass.of(
            QUOTA_EXHAUSTED,
            "",
            "What the plan includes is used up until it is renewed; choose a model that costs no premium"
                    + " requests, or see https://github.com/settings/copilot.");
    private static final ErrorClass RATE =
            ErrorClass.of(RATE_LIMITED, "", "Wait as long as retry-after says, or send fewer requests.");
    // It lasts for hours or days; GitHub does not always say how long, and who is told nothing comes back at once.
    private static final ErrorClass LONG_RATE = ErrorClass.waiting(
            RATE_LIMITED,
            Duration.ofHours(1),
            "The limit is the account's and covers every model; trying again soon only prolongs it.");
    // Not this account's doing: another try may well succeed, and another model will.
    private static final ErrorClass OVERLOADED = ErrorClass.of(
            UPSTREAM_UNAVAILABLE, "", "The model is busy for everybody; try again, or choose another model.");
    private static final ErrorClass UNAVAILABLE = ErrorClass.of(UPSTREAM_UNAVAILABLE, "", "Try again.");
    private static final ErrorClass MODEL = ErrorClass.of(
            UNKNOWN_MODEL,
            "",
            "model",
            "This account's plan, policies or integration do not offer the model; GET /v1/models lists what they do.");
    private static final ErrorClass BODY = ErrorClass.of(INVALID_REQUEST, "", "Correct the request.");

    private static final Map<String, ErrorClass> BY_CODE = classes();

    private CodeClassifier() {}

    /**
     * Looks a code up.
     *
     * @param code as it came; what follows a colon tells instances of one limit apart and is left out
     */
    static Optional<ErrorClass> of(String code) {
        return Optional.ofNullable(BY_CODE.get(bare(code)));
    }

    static String bare(String code) {
        int colon = code.indexOf(':');
        return colon < 0 ? code : code.substring(0, colon);
    }

    private static Map<String, ErrorClass> classes() {
        Map<String, ErrorClass> found = new HashMap<>();
        requests(found);
        limits(found);
        anthropic(found);
        found.putAll(StaleTokenRule.CODES);
        return Map.copyOf(found);
    }

    private static void requests(Map<String, ErrorClass> found) {
        put(found, MODEL, "model_not_supported", "model_not_available_for_integrator", "model_not_found");
        put(found, CONTEXT_LENGTH, "model_max_prompt_tokens_exceeded", "context_length_exceeded");
        put(found, FILTERED, "content_filter", "content_policy_violation", "responsible_ai_policy_violation");
        put(found, ErrorClass.of(CONTENT_FILTERED, "", FILTERED.advice()), "off_topic");
        put(found, BODY, "invalid_request_body");
        found.put(
                "unsupported_api_for_model",
                ErrorClass.of(INVALID_REQUEST, "", "model", "Ask the model through an API that it speaks."));
        found.put(
                "no_available_model_endpoints",
                ErrorClass.of(
                        NOT_ENTITLED,
                        "",
                        "model",
                        "The plan or its policies exclude the model, or GitHub has an outage; choose another model."));
        found.put(
                "previous_response_not_found",
                ErrorClass.of(
                        INVALID_REQUEST,
                        "",
                        "previous_response_id",
                        "Copilot keeps no responses; send the whole conversation."));
        found.put(
                "user_request_timeout",
                ErrorClass.of(UPSTREAM_TIMEOUT, "", "Sending the body took too long; try again, or send less."));
    }

    private static void limits(Map<String, ErrorClass> found) {
        put(found, QUOTA, "quota_exceeded", "free_quota_exceeded", "overage_limit_reached");
        found.put(
                "billing_not_configured",
                ErrorClass.of(NOT_ENTITLED, "", "Set up billing for Copilot: https://github.com/settings/billing."));
        put(found, RATE, "rate_limited", "user_model_rate_limited", "integration_rate_limited");
        put(found, RATE, "agent_mode_limit_exceeded", "extension_blocked", "rate_limit_exceeded");
        put(found, LONG_RATE, "user_global_rate_limited", "user_weekly_rate_limited");
        put(found, OVERLOADED, "model_overloaded", "upstream_provider_rate_limit");
        put(found, UNAVAILABLE, "server_error", "internal_error", "service_unavailable");
    }

    /** The types of Anthropic's envelope, which stand where others have a code. */
    private static void anthropic(Map<String, ErrorClass> found) {
        put(found, OVERLOADED, "overloaded_error");
        put(found, UNAVAILABLE, "api_error");
        put(found, RATE, "rate_limit_error");
        found.put("timeout_error", ErrorClass.of(UPSTREAM_TIMEOUT, "", "Try again."));
        found.put("billing_error", QUOTA);
    }

    private static void put(Map<String, ErrorClass> found, ErrorClass errorClass, String... codes) {
        for (String code : codes) {
            found.put(code, errorClass);
        }
    }
}
