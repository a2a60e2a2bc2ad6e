package dev.sluice.gateway.http;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Maps a provider's failure to the error reply of any API. The statuses are those that the vendors' SDKs know, and
 * {@code x-should-retry}, which some honour, keeps them from retrying where that cannot help:
 *
 * <table>
 * <caption>Kinds of failures and their replies</caption>
 * <tr><th>kind</th><th>status</th><th>type</th><th>code, unless the failure has one</th><th>SDKs retry</th></tr>
 * <tr><td>INVALID_REQUEST</td><td>400, or the upstream's 413, 415, 422</td><td>invalid_request_error</td>
 *     <td>invalid_request</td><td>no</td></tr>
 * <tr><td>UNKNOWN_MODEL</td><td>404</td><td>invalid_request_error</td><td>model_not_found</td><td>no</td></tr>
 * <tr><td>CONTENT_FILTERED</td><td>400</td><td>invalid_request_error</td><td>content_filter</td><td>no</td></tr>
 * <tr><td>SIGN_IN_REQUIRED</td><td>401</td><td>authentication_error</td><td>sign_in_required</td><td>no</td></tr>
 * <tr><td>NOT_ENTITLED</td><td>403</td><td>permission_error</td><td>not_entitled</td><td>no</td></tr>
 * <tr><td>RATE_LIMITED</td><td>429</td><td>rate_limit_error</td><td>rate_limit_exceeded</td>
 *     <td>their choice if the upstream does not say how long to wait; yes after up to a minute, else no</td></tr>
 * <tr><td>QUOTA_EXHAUSTED</td><td>402: SDKs and agents would keep retrying a 429</td><td>insufficient_quota</td>
 *     <td>insufficient_quota</td><td>no</td></tr>
 * <tr><td>UPSTREAM_UNAVAILABLE</td><td>503 if the upstream or the gateway says when to retry, else 502</td>
 *     <td>server_error</td><td>upstream_unavailable</td><td>no if the gateway has retried already, or the retry
 *     budget is exhausted, or the wait is longer than a minute; else their choice</td></tr>
 * <tr><td>UPSTREAM_TIMEOUT</td><td>504</td><td>server_error</td><td>upstream_timeout</td><td>no</td></tr>
 * <tr><td>UPSTREAM_PROTOCOL</td><td>502; 508 if it is a loop, for the gateways on the way</td><td>server_error</td><td>upstream_protocol_error</td><td>no</td></tr>
 * <tr><td>CANCELLED</td><td>503: the client is still connected, so the gateway is shutting down</td><td>server_error</td>
 *     <td>gateway_stopping</td><td>their choice</td></tr>
 * <tr><td>INTERNAL</td><td>500, without detail unless the failure has a code: then it is an explained error of
 *     the configuration</td><td>server_error</td><td>internal_error</td><td>no</td></tr>
 * </table>
 */
public final class ErrorMapper {
    // The longest retry-after that SDKs honour; they ignore a longer one and retry much sooner.
    private static final Duration MAX_RETRY_AFTER_OF_SDKS = Duration.ofSeconds(60);

    private ErrorMapper() {}

    /** Maps a failure; {@code retried} is whether the gateway has retried already, or must not. */
    public static ErrorReply toReply(ProviderException failure, String requestId, boolean retried) {
        String invalid = ErrorReply.INVALID_REQUEST;
        String server = ErrorReply.SERVER_ERROR;
        return switch (failure.kind()) {
            case INVALID_REQUEST -> reply(failure, requestStatus(failure), invalid, "invalid_request", false);
            case UNKNOWN_MODEL -> reply(failure, 404, invalid, "model_not_found", false);
            case CONTENT_FILTERED -> reply(failure, 400, invalid, "content_filter", false);
            case SIGN_IN_REQUIRED -> reply(failure, 401, "authentication_error", "sign_in_required", false);
            case NOT_ENTITLED -> reply(failure, 403, "permission_error", "not_entitled", false);
            case RATE_LIMITED -> reply(failure, 429, "rate_limit_error", "rate_limit_exceeded", worthRetrying(failure));
            case QUOTA_EXHAUSTED -> reply(failure, 402, "insufficient_quota", "insufficient_quota", false);
            case UPSTREAM_UNAVAILABLE ->
                reply(
                        failure,
                        unavailable(failure),
                        server,
                        "upstream_unavailable",
                        retried ? Boolean.FALSE : tooLong(failure));
            case UPSTREAM_TIMEOUT -> reply(failure, 504, server, "upstream_timeout", false);
            case UPSTREAM_PROTOCOL -> reply(failure, protocolStatus(failure), server, "upstream_protocol_error", false);
            case CANCELLED -> ErrorReply.of(503, server, "gateway_stopping", "The gateway is being stopped.");
            case INTERNAL ->
                failure.code().isPresent()
                        ? reply(failure, 500, server, "internal_error", false)
                        : ErrorReply.internal(requestId);
        };
    }

    private static ErrorReply reply(
            ProviderException failure, int status, String type, String code, @Nullable Boolean retry) {
        return new ErrorReply(
                status,
                type,
                failure.code().orElse(code),
                parameter(failure),
                String.valueOf(failure.getMessage()),
                failure.retryAfter().orElse(null),
                retry);
    }

    private static @Nullable String parameter(ProviderException failure) {
        return failure.parameter().orElse(failure.kind() == ErrorKind.UNKNOWN_MODEL ? "model" : null);
    }

    private static int requestStatus(ProviderException failure) {
        int upstream = failure.upstreamStatus().orElse(400);
        return upstream == 413 || upstream == 415 || upstream == 422 ? upstream : 400;
    }

    private static int protocolStatus(ProviderException failure) {
        return failure.code().filter(LoopGuard.CODE::equals).isPresent() ? LoopGuard.STATUS : 502;
    }

    private static int unavailable(ProviderException failure) {
        int upstream = failure.upstreamStatus().orElse(0);
        return upstream == 503 || upstream == 529 || failure.retryAfter().isPresent() ? 503 : 502;
    }

    private static @Nullable Boolean tooLong(ProviderException failure) {
        return Boolean.FALSE.equals(worthRetrying(failure)) ? Boolean.FALSE : null;
    }

    /** Returns whether SDKs will wait until the limit admits requests again; null if that is unknown. */
    private static @Nullable Boolean worthRetrying(ProviderException failure) {
        return failure.retryAfter()
                .map(delay -> delay.compareTo(MAX_RETRY_AFTER_OF_SDKS) <= 0)
                .orElse(null);
    }
}
