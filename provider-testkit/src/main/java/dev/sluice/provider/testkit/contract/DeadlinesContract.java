package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The deadlines of a request are enforced, each for its phase. */
public interface DeadlinesContract extends ProviderContract {

    /** An upstream that does not answer is given up after the time for the first byte. */
    @Test
    default void givesAnUpstreamUpThatDoesNotAnswer() throws Exception {
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(30), Duration.ofMillis(300), Duration.ofMinutes(5));
        try (ContractSubject subject = subject()) {
            subject.failCalls(Fault.neverAnswering());
            ProviderException failure = Replies.failure(
                    () -> Replies.plain(subject, Requests.request(subject, "Hello", false, false, deadlines)),
                    "an upstream that never answers was taken for one that does");
            assertEquals(ErrorKind.UPSTREAM_TIMEOUT, failure.kind(), () -> "the kind of " + failure);
        }
    }

    /** A stream that has fallen silent is given up after the idle time. */
    @Test
    default void givesAStreamUpThatFallsSilent() throws Exception {
        Deadlines deadlines = new Deadlines(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMillis(300));
        try (ContractSubject subject = subject()) {
            subject.failCalls(Fault.stallingAfterParts(1, Stall.untilReleased()));
            ProviderException failure =
                    Replies.brokenStream(subject, Requests.request(subject, "Hello", true, false, deadlines));
            assertEquals(ErrorKind.UPSTREAM_TIMEOUT, failure.kind(), () -> "the kind of " + failure);
        }
    }
}
