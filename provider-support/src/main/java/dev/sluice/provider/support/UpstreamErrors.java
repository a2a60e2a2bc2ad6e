package dev.sluice.provider.support;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Incubating;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Maps errors of an upstream, by status or inside a reply of status 200, to the {@link ProviderException} that the
 * client sees. A code takes precedence over phrases, and phrases over the status. Immutable.
 */
@Incubating(since = "0.1")
public final class UpstreamErrors {
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,128}");
    private static final List<String> REQUEST_IDS = List.of(
            "x-github-request-id", "x-request-id", "request-id", "apim-request-id", "x-generation-id", "cf-ray");

    private final String upstream;
    private final String settings;
    private final Map<String, ErrorKind> codes;
    private final InstantSource clock;

    /**
     * Creates the errors of an upstream.
     *
     * @param upstream its name in messages
     * @param settings the prefix of its settings, such as {@code providers.openai}; messages refer to {@code base-url}
     * @param codes its own codes, in lower case; they take precedence over the common ones
     * @param clock interprets dates in replies
     */
    public UpstreamErrors(String upstream, String settings, Map<String, ErrorKind> codes, InstantSource clock) {
        this.upstream = upstream;
        this.settings = settings;
        this.codes = Map.copyOf(codes);
        this.clock = clock;
    }

    /**
     * Maps a reply whose status is not one of success.
     *
     * @param path the path that was called, such as {@code /chat/completions}
     * @param status the status of the reply
     * @param headers the headers of the reply
     * @param body the body of the reply, or the beginning of it
     * @return the failure to throw
     */
    public ProviderException of(String path, int status, Headers headers, byte[] body) {
        ErrorBody error = ErrorBody.parse(body);
        ErrorKind kind = error.html() && status < 500 ? ErrorKind.UPSTREAM_PROTOCOL : kind(status, error);
        ProviderException.Builder failure = ProviderException.builder(
                        kind,
                        upstream + " answered " + path + " with status " + status + words(error) + " "
                                + advice(kind, status, error))
                .upstreamStatus(status);
        describe(failure, error);
        requestId(headers).ifPresent(failure::upstreamRequestId);
        RetryAfter.of(headers, clock).or(() -> delayIn(error)).ifPresent(failure::retryAfter);
        return failure.build();
    }

    /**
     * Maps an error that came in the place of a reply or of an event, under status 200.
     *
     * @param path the path that was called, such as {@code /chat/completions}
     * @param body JSON with an {@code error}
     * @return the failure to throw
     */
    public ProviderException reported(String path, byte[] body) {
        ErrorBody error = ErrorBody.parse(body);
        int status = error.statusAmongCodes();
        ErrorKind kind = kind(status == 0 ? 500 : status, error);
        ProviderException.Builder failure = ProviderException.builder(
                kind, upstream + " aborted its reply to " + path + words(error) + " " + advice(kind, 0, error));
        describe(failure, error);
        delayIn(error).ifPresent(failure::retryAfter);
        return failure.build();
    }

    /**
     * Reports a reply that violates the protocol.
     *
     * @param path the path that was called
     * @param problem the predicate of a sentence about the reply, without a full stop, such as {@code has no choices}
     * @return the failure to throw
     */
    public ProviderException protocol(String path, String problem) {
        return new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL,
                upstream + "'s reply to " + path + " " + problem + "; check " + settings + ".base-url.");
    }

    /**
     * Reports an event that is not valid JSON.
     *
     * @param path the path that was called
     * @param cause says where it is malformed, without quoting it
     * @return the failure to throw
     */
    public ProviderException malformedEvent(String path, RuntimeException cause) {
        return protocol(path, "has an event that is not valid JSON: " + cause.getMessage());
    }

    /**
     * Reports a stream that ended before its dialect's end.
     *
     * @param path the path that was called
     * @return the failure to throw
     */
    public ProviderException cutOff(String path) {
        return new ProviderException(
                ErrorKind.UPSTREAM_UNAVAILABLE,
                upstream + "'s reply to " + path + " ended before it was complete. Try again.");
    }

    private ErrorKind kind(int status, ErrorBody error) {
        return error.codes().stream()
                .map(code -> Optional.ofNullable(codes.get(code.toLowerCase(Locale.ROOT)))
                        .or(() -> ErrorMeanings.ofCode(code)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> ErrorMeanings.ofPhrase(error.message()))
                .or(() -> ErrorMeanings.tooLong(error.message())
                        ? Optional.of(ErrorKind.INVALID_REQUEST)
                        : Optional.empty())
                .orElseGet(() -> ErrorMeanings.ofStatus(status, error.message()));
    }

    private String words(ErrorBody error) {
        if (error.html()) {
            return " and a web page.";
        }
        String code = code(error).map(each -> " (" + each + ")").orElse("");
        String said = Excerpt.of(error.message());
        return code + (said.isEmpty() ? " and no reason." : ": \"" + said + "\".");
    }

    private String advice(ErrorKind kind, int status, ErrorBody error) {
        return switch (kind) {
            case SIGN_IN_REQUIRED -> "The key is wrong or no longer valid; change it, no restart is needed.";
            case NOT_ENTITLED -> "The key's owner is not entitled to this; see the account at the provider.";
            case RATE_LIMITED -> "Wait for the time in retry-after, or send fewer requests.";
            case QUOTA_EXHAUSTED -> "The account's quota is exhausted; see the account at the provider.";
            case UNKNOWN_MODEL -> "GET /v1/models lists the available models.";
            case CONTENT_FILTERED -> "Rephrase the request; sending it again does not help.";
            case INVALID_REQUEST -> "Correct the request; sending it again does not help.";
            case UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT -> "Try again.";
            default ->
                error.html() || status < 400 || status == 404
                        ? "Is that the address of the API? Check " + settings + ".base-url."
                        : "";
        };
    }

    private static void describe(ProviderException.Builder failure, ErrorBody error) {
        (ErrorMeanings.tooLong(error.message()) ? Optional.of("context_length_exceeded") : code(error))
                .ifPresent(failure::code);
        if (PARAMETER.matcher(error.parameter()).matches()) {
            failure.parameter(error.parameter());
        }
    }

    /** The first known code, or else the first at all. */
    private static Optional<String> code(ErrorBody error) {
        List<String> names = error.codes().stream()
                .filter(code -> CODE.matcher(code).matches())
                .toList();
        return names.stream()
                .filter(name -> ErrorMeanings.ofCode(name).isPresent())
                .findFirst()
                .or(() -> names.stream().findFirst());
    }

    /**
     * Returns the upstream's id of a request, which its support asks for.
     *
     * @param headers those of the reply
     * @return nothing if it sent none
     */
    public static Optional<String> requestId(Headers headers) {
        return REQUEST_IDS.stream()
                .flatMap(name -> headers.first(name).stream())
                .map(Excerpt::of)
                .findFirst();
    }

    private Optional<Duration> delayIn(ErrorBody error) {
        return error.retryDelay().isEmpty()
                ? Optional.empty()
                : RetryAfter.of(Headers.of("retry-after", error.retryDelay()), clock);
    }
}
