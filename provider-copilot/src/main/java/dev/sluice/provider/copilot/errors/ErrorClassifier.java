package dev.sluice.provider.copilot.errors;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.support.Excerpt;
import dev.sluice.provider.support.RetryAfter;
import dev.sluice.provider.support.UpstreamErrors;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns what the Copilot API refuses, by status or inside an answer of status 200, into the failure
 * that the client reads.
 *
 * <p>A 429 with {@code model_overloaded} or {@code upstream_provider_rate_limit} is no limit of the
 * account's: it is {@link ErrorKind#UPSTREAM_UNAVAILABLE}, which may be tried again. Every other 429 is
 * {@link ErrorKind#RATE_LIMITED}, which the gateway passes on.
 */
public final class ErrorClassifier {
    /** The code of the failure that this account's API host does not have a path. */
    public static final String PATH_NOT_FOUND = "copilot_path_not_found";

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,128}");
    private static final Pattern AUTHORIZE_URL =
            Pattern.compile("https://(?:[a-z0-9-]+\\.)*(?:github\\.com|ghe\\.com)/[A-Za-z0-9/_.~-]*");

    private ErrorClassifier() {}

    /**
     * Explains an answer whose status is not one of success.
     *
     * @param path what was asked, such as {@code /chat/completions}
     * @param clock counts the seconds to a date in {@code retry-after} if the answer has no date of its own
     */
    public static ProviderException of(String path, int status, Headers headers, byte[] body, Clock clock) {
        UpstreamError error = UpstreamError.parse(body);
        boolean intermediary =
                status < 500 && headers.first("x-github-request-id").isEmpty();
        ErrorClass errorClass = errorClass(status, error, intermediary);
        String message = "GitHub Copilot answered " + path + " with status " + status + words(error, errorClass)
                + limit(status, headers) + " " + errorClass.advice()
                + (intermediary
                        ? " The answer has no x-github-request-id: a proxy or firewall on the way may have given it."
                        : "");
        ProviderException.Builder failure =
                ProviderException.builder(errorClass.kind(), message).upstreamStatus(status);
        describe(failure, path, error, errorClass);
        UpstreamErrors.requestId(headers).ifPresent(failure::upstreamRequestId);
        RetryAfter.asked(headers, clock)
                .or(() -> Optional.of(errorClass.patience()).filter(Duration::isPositive))
                .ifPresent(failure::retryAfter);
        return failure.build();
    }

    /**
     * Explains an error that came where an answer or a part of one was due, under status 200.
     *
     * @param path what was asked, such as {@code /chat/completions}
     */
    public static ProviderException reported(String path, byte[] body) {
        UpstreamError error = UpstreamError.parse(body);
        ErrorClass errorClass = known(error).orElseGet(() -> StatusClassifier.otherwise(statusIn(error)));
        String message =
                "GitHub Copilot broke off its answer to " + path + words(error, errorClass) + " " + errorClass.advice();
        ProviderException.Builder failure = ProviderException.builder(errorClass.kind(), message);
        describe(failure, path, error, errorClass);
        return failure.build();
    }

    static ErrorClass errorClass(int status, UpstreamError error, boolean intermediary) {
        if (error.html() && status < 500) {
            return ErrorClass.of(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "copilot_not_reached",
                    intermediary
                            ? "The answer is a web page, which the Copilot API never sends; check the network."
                            : "The answer is a web page, which the Copilot API never sends.");
        }
        if (!error.authorizeUrl().isEmpty()) {
            return ErrorClass.of(
                    ErrorKind.NOT_ENTITLED,
                    "copilot_authorization_required",
                    "GitHub wants a person to allow this" + authorizeUrl(error) + ".");
        }
        return StatusClassifier.certain(status)
                .or(() -> known(error))
                .orElseGet(() -> StatusClassifier.otherwise(status));
    }

    private static Optional<ErrorClass> known(UpstreamError error) {
        return CodeClassifier.of(error.code())
                .or(() -> TextClassifier.of(error.message()))
                .or(() -> CodeClassifier.of(error.type()));
    }

    private static String authorizeUrl(UpstreamError error) {
        String url = error.authorizeUrl();
        return AUTHORIZE_URL.matcher(url).matches() ? " at " + url : "";
    }

    /** Gateways of the upstream's put the status where the code should be. */
    private static int statusIn(UpstreamError error) {
        return error.code().matches("[45]\\d\\d") ? Integer.parseInt(error.code()) : 500;
    }

    private static String words(UpstreamError error, ErrorClass errorClass) {
        if (error.html()) {
            return ".";
        }
        String code = code(error, errorClass);
        String said = Excerpt.of(error.message());
        return (code.isEmpty() ? "" : " (" + code + ")")
                + (said.isEmpty() ? " and gave no reason." : ": \"" + said + "\".");
    }

    private static String limit(int status, Headers headers) {
        return status != 429
                ? ""
                : headers.first("x-ratelimit-exceeded")
                        .map(key -> " Limit: " + Excerpt.of(key) + ".")
                        .orElse("");
    }

    private static void describe(
            ProviderException.Builder failure, String path, UpstreamError error, ErrorClass errorClass) {
        String code = errorClass.code().isEmpty() ? code(error, errorClass) : errorClass.code();
        if (!code.isEmpty()) {
            failure.code(code);
        }
        String parameter = PARAMETER.matcher(error.parameter()).matches() ? error.parameter() : errorClass.parameter();
        if (!parameter.isEmpty()) {
            failure.parameter(parameter.equals(ErrorClass.PROMPT) ? promptField(path) : parameter);
        }
    }

    private static String code(UpstreamError error, ErrorClass errorClass) {
        String code = CodeClassifier.bare(error.code());
        return CODE.matcher(code).matches() ? code : errorClass.code();
    }

    private static String promptField(String path) {
        return path.endsWith("/embeddings") || path.endsWith("/responses") ? "input" : "messages";
    }
}
