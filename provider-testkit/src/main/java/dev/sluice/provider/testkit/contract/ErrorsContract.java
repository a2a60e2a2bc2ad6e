package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Failures have the kind that decides whether the gateway retries, falls back, or gives up. */
public interface ErrorsContract extends ProviderContract {

    /** 400 is the caller's fault. */
    @Test
    default void blamesTheCallerForABadRequest() throws Exception {
        assertEquals(ErrorKind.Fault.CALLER, refusal(400).kind().fault(), "the fault of a 400");
    }

    /** 401 needs a person: another key, or a sign-in. */
    @Test
    default void blamesTheAccountForARefusedKey() throws Exception {
        assertEquals(ErrorKind.Fault.ACCOUNT, refusal(401).kind().fault(), "the fault of a 401");
    }

    /** So does 403. */
    @Test
    default void blamesTheAccountForWhatIsForbidden() throws Exception {
        assertEquals(ErrorKind.Fault.ACCOUNT, refusal(403).kind().fault(), "the fault of a 403");
    }

    /** A 429 is reported with the upstream's retry-after. */
    @Test
    default void tellsWhenToComeBack() throws Exception {
        ProviderException failure =
                failure(respond(Response.text(429, "synthetic refusal").header("Retry-After", "7")));
        assertTrue(
                Set.of(ErrorKind.RATE_LIMITED, ErrorKind.QUOTA_EXHAUSTED).contains(failure.kind()),
                () -> "the kind of a 429 is " + failure.kind());
        assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter(), "what Retry-After says");
    }

    /** 500, 502 and 503 are the upstream's, and may be tried again. */
    @Test
    default void blamesTheUpstreamForItsOwnFailures() throws Exception {
        for (int status : new int[] {500, 502, 503}) {
            ProviderException failure = refusal(status);
            assertEquals(ErrorKind.UPSTREAM_UNAVAILABLE, failure.kind(), () -> "the kind of a " + status);
            assertEquals(status, failure.upstreamStatus().orElse(0), "the upstream's status");
        }
    }

    /** A page of HTML is no reply, whatever its status says. */
    @Test
    default void takesNoPageForAReply() throws Exception {
        assertEquals(ErrorKind.Fault.UPSTREAM, failure(Fault.htmlPage()).kind().fault(), "the fault of a page");
    }

    /** A connection that ends without a reply is the upstream's fault. */
    @Test
    default void blamesTheUpstreamForABrokenConnection() throws Exception {
        for (ConnectionEnding ending : ConnectionEnding.values()) {
            assertEquals(
                    ErrorKind.UPSTREAM_UNAVAILABLE,
                    failure(Fault.endingBeforeHead(ending)).kind(),
                    () -> "the kind of a " + ending);
        }
    }

    /** A refusal of a stream comes from send(), before there is a stream. */
    @Test
    default void refusesAStreamBeforeItBegins() throws Exception {
        try (ContractSubject subject = subject()) {
            subject.failCalls(Fault.status(400, "synthetic refusal"));
            Replies.failure(
                    () -> Replies.streaming(subject, Requests.streamed(subject, "Hello")), "a stream was begun");
        }
    }

    private ProviderException refusal(int status) throws Exception {
        return failure(Fault.status(status, "synthetic refusal"));
    }

    private static Fault respond(Response response) {
        return Fault.responding(response);
    }

    private ProviderException failure(Fault fault) throws Exception {
        try (ContractSubject subject = subject()) {
            subject.failCalls(fault);
            return Replies.failure(
                    () -> Replies.plain(subject, Requests.plain(subject, "Hello")), "a failure was taken for a reply");
        }
    }
}
