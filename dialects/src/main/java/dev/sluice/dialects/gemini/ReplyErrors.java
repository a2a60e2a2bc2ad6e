package dev.sluice.dialects.gemini;

import dev.sluice.dialects.json.Fields;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Reads failures that Google tells in a reply or in the middle of a stream. */
final class ReplyErrors {
    private static final int LONGEST = 500;

    private ReplyErrors() {}

    /** Throws what the reply says has failed, if it does. */
    static void check(Fields reply) {
        Optional<Fields> error = reply.fields("error");
        if (error.isPresent()) {
            throw failure(error.get());
        }
        Optional<Fields> feedback = reply.fields("promptFeedback");
        if (feedback.isPresent() && reply.list("candidates").isEmpty()) {
            Optional<String> reason = feedback.get().text("blockReason");
            if (reason.isPresent()) {
                throw blocked(reason.get(), feedback.get().text("blockReasonMessage"));
            }
        }
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static ProviderException blocked(String reason, Optional<String> message) {
        return ProviderException.builder(
                        ErrorKind.CONTENT_FILTERED,
                        "The model's side refused the request (" + shortened(reason) + ")."
                                + message.map(text -> " It says: " + shortened(text))
                                        .orElse(""))
                .code("content_filter")
                .build();
    }

    private static ProviderException failure(Fields error) {
        long code = error.whole("code").orElse(0L);
        String status = error.text("status").orElse("");
        String message = error.text("message").map(ReplyErrors::shortened).orElse("it did not say why");
        String named = status.isEmpty() ? Long.toString(code) : shortened(status);
        ProviderException.Builder failure =
                ProviderException.builder(kind(code, status), "The upstream failed (" + named + "): " + message);
        if (code >= 100 && code <= 599) {
            failure.upstreamStatus((int) code);
        }
        error.list("details").forEach(detail -> retryDelay(detail).ifPresent(failure::retryAfter));
        return failure.build();
    }

    private static ErrorKind kind(long code, String status) {
        return switch (status) {
            case "INVALID_ARGUMENT", "FAILED_PRECONDITION", "OUT_OF_RANGE" -> ErrorKind.INVALID_REQUEST;
            case "UNAUTHENTICATED" -> ErrorKind.SIGN_IN_REQUIRED;
            case "PERMISSION_DENIED" -> ErrorKind.NOT_ENTITLED;
            case "NOT_FOUND" -> ErrorKind.UNKNOWN_MODEL;
            case "RESOURCE_EXHAUSTED" -> ErrorKind.RATE_LIMITED;
            case "DEADLINE_EXCEEDED" -> ErrorKind.UPSTREAM_TIMEOUT;
            default -> kind(code);
        };
    }

    private static ErrorKind kind(long code) {
        if (code >= Integer.MAX_VALUE || code < 400 || code >= 500) {
            return code == 504 ? ErrorKind.UPSTREAM_TIMEOUT : ErrorKind.UPSTREAM_UNAVAILABLE;
        }
        return switch ((int) code) {
            case 401 -> ErrorKind.SIGN_IN_REQUIRED;
            case 403 -> ErrorKind.NOT_ENTITLED;
            case 404 -> ErrorKind.UNKNOWN_MODEL;
            case 408, 499 -> ErrorKind.UPSTREAM_UNAVAILABLE;
            case 429 -> ErrorKind.RATE_LIMITED;
            default -> ErrorKind.INVALID_REQUEST;
        };
    }

    /** Google's {@code RetryInfo}: {@code "retryDelay": "34.07s"}. */
    private static Optional<Duration> retryDelay(Fields detail) {
        return detail.text("retryDelay").flatMap(text -> {
            try {
                long millis =
                        new BigDecimal(text.replace("s", "")).movePointRight(3).longValueExact();
                return millis >= 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
            } catch (ArithmeticException | NumberFormatException e) {
                // No more than a hint of when to come back.
                return Optional.empty();
            }
        });
    }
}
