package dev.sluice.provider.support;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns what an upstream refuses, by status or inside an answer of status 200, into the failure that the caller reads.
 * A code says more than words, and words say more than a status. Immutable.
 */
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
     * Makes the errors of an upstream.
     *
     * @param upstream its name for people
     * @param settings where its settings stand, such as {@code providers.openai}
     * @param codes what its own codes mean, in lower case; they count before the common ones
     * @param clock to read dates in replies by
     */
    public UpstreamErrors(String upstream, String settings, Map<String, ErrorKind> codes, InstantSource clock) {
        this.upstream = upstream;
        this.settings = settings;
        this.codes = Map.copyOf(codes);
        this.clock = clock;
    }

    /**
     * Explains an answer whose status is not one of success.
     *
     * @param path what was asked, such as {@code /chat/completions}
     * @param status the answer's status
     * @param headers the answer's headers
     * @param body the answer's body, or the beginning of it
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
     * Explains an error that came where an answer or a part of one was due, under status 200.
     *
     * @param path what was asked, such as {@code /chat/completions}
     * @param body JSON with an {@code error}
     * @return the failure to throw
     */
    public ProviderException reported(String path, byte[] body) {
        ErrorBody error = ErrorBody.parse(body);
        int status = error.statusAmongCodes();
        ErrorKind kind = kind(status == 0 ? 500 : status, error);
        ProviderException.Builder failure = ProviderException.builder(
                kind, upstream + " broke off its answer to " + path + words(error) + " " + advice(kind, 0, error));
        describe(failure, error);
        delayIn(error).ifPresent(failure::retryAfter);
        return failure.build();
    }

    /**
     * Explains an answer that is not what the protocol wants.
     *
     * @param path what was asked
     * @param problem goes on after "which", without a full stop
     * @return the failure to throw
     */
    public ProviderException protocol(String path, String problem) {
        return new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL,
                upstream + "'s answer to " + path + " " + problem + "; check " + settings + ".base-url.");
    }

    /**
     * Explains a stream that ended before its dialect's end.
     *
     * @param path what was asked
     * @return the failure to throw
     */
    public ProviderException brokeOff(String path) {
        return new ProviderException(
                ErrorKind.UPSTREAM_UNAVAILABLE,
                upstream + "'s answer to " + path + " ended before it was complete. Try again.");
    }

    private ErrorKind kind(int status, ErrorBody error) {
        return error.codes().stream()
                .map(code -> Optional.ofNullable(codes.get(code.toLowerCase(Locale.ROOT)))
                        .or(() -> ErrorMeanings.ofCode(code)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> ErrorMeanings.ofWords(error.message()))
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
        return code + (said.isEmpty() ? " and gave no reason." : ": \"" + said + "\".");
    }

    private String advice(ErrorKind kind, int status, ErrorBody error) {
        return switch (kind) {
            case SIGN_IN_REQUIRED -> "The key is wrong or no longer good; change it, no restart is needed.";
            case NOT_ENTITLED -> "The key's owner may not do this; see the account at the provider.";
            case RATE_LIMITED -> "Wait as long as retry-after says, or send fewer requests.";
            case QUOTA_EXHAUSTED -> "What the account may use is used up; see the account at the provider.";
            case UNKNOWN_MODEL -> "GET /v1/models lists the models there are.";
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

    /** The first that is a known one, or else the first at all. */
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
     * Finds the id by which an upstream's support finds a request.
     *
     * @param headers a reply's
     * @return nothing if it gave none
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
