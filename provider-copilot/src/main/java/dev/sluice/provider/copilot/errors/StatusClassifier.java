package dev.sluice.provider.copilot.errors;

import static dev.sluice.provider.ErrorKind.INTERNAL;
import static dev.sluice.provider.ErrorKind.INVALID_REQUEST;
import static dev.sluice.provider.ErrorKind.QUOTA_EXHAUSTED;
import static dev.sluice.provider.ErrorKind.RATE_LIMITED;
import static dev.sluice.provider.ErrorKind.UPSTREAM_PROTOCOL;
import static dev.sluice.provider.ErrorKind.UPSTREAM_TIMEOUT;
import static dev.sluice.provider.ErrorKind.UPSTREAM_UNAVAILABLE;

import java.util.Optional;

/** What a status means, whatever the body says, and what it means where the body says nothing that we know. */
final class StatusClassifier {
    private static final ErrorClass TOO_LARGE = ErrorClass.of(
            INVALID_REQUEST,
            "request_too_large",
            ErrorClass.PROMPT,
            "Copilot takes about 5 MB at most; send fewer or smaller images, or less text.");
    private static final ErrorClass MISDIRECTED = ErrorClass.of(
            UPSTREAM_PROTOCOL,
            "copilot_misdirected",
            "This host serves another plan; remove providers.copilot.api-url if it is set, so that GitHub names the"
                    + " host.");
    private static final ErrorClass API_VERSION = ErrorClass.of(
            INTERNAL,
            "copilot_api_version_unsupported",
            "The gateway's configuration is to blame: set providers.copilot.github-api-version to a version that"
                    + " GitHub supports.");
    private static final ErrorClass BUSY = ErrorClass.of(UPSTREAM_UNAVAILABLE, "", "Try again.");

    private StatusClassifier() {}

    /** Statuses whose body adds words but no meaning; the body of some of them even misleads. */
    static Optional<ErrorClass> certain(int status) {
        return Optional.ofNullable(
                switch (status) {
                    case 408 ->
                        ErrorClass.of(UPSTREAM_TIMEOUT, "", "Sending the body took too long; try again, or send less.");
                    case 413 -> TOO_LARGE;
                    case 421 -> MISDIRECTED;
                    case 422 -> CodeClassifier.FILTERED;
                    case 466 -> API_VERSION;
                    default -> null;
                });
    }

    static ErrorClass otherwise(int status) {
        return switch (status) {
            case 401 -> StaleTokenRule.UNAUTHORIZED;
            case 402 -> ErrorClass.of(QUOTA_EXHAUSTED, "quota_exceeded", "See https://github.com/settings/copilot.");
            case 403 -> StaleTokenRule.FORBIDDEN;
            case 404 ->
                ErrorClass.of(
                        UPSTREAM_PROTOCOL,
                        ErrorClassifier.PATH_NOT_FOUND,
                        "This account's API host does not have the path; check providers.copilot.api-url.");
            case 424 -> ErrorClass.of(UPSTREAM_UNAVAILABLE, "failed_dependency", "Try again.");
            case 429 -> ErrorClass.of(RATE_LIMITED, "rate_limited", "Wait as long as retry-after says.");
            case 499 ->
                ErrorClass.of(UPSTREAM_UNAVAILABLE, "copilot_cancelled", "Copilot gave the request up; try again.");
            case 504 -> ErrorClass.of(UPSTREAM_TIMEOUT, "", "Try again.");
            default -> byClass(status);
        };
    }

    private static ErrorClass byClass(int status) {
        if (status >= 500) {
            return BUSY;
        }
        if (status >= 400) {
            return ErrorClass.of(INVALID_REQUEST, "", "Correct the request; sending it again does not help.");
        }
        return ErrorClass.of(
                UPSTREAM_PROTOCOL,
                "copilot_unexpected_status",
                "That is neither an answer nor an error; check providers.copilot.api-url.");
    }
}
