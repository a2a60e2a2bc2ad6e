package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Stall;
import org.junit.jupiter.api.Test;

/** A call ends when its thread is interrupted or its stream closed, and the upstream notices. */
public interface CancellationContract extends ProviderContract {

    /** Interrupting a call that waits for its reply ends it, and the upstream's connection. */
    @Test
    default void endsACallWhoseThreadIsInterrupted() throws Exception {
        try (ContractSubject subject = subject()) {
            Stall stall = Stall.untilReleased();
            subject.failCalls(Fault.stallingBeforeHead(stall));
            Waiting waiting = Waiting.start(() -> subject.provider().send(Requests.plain(subject, "Hello")));
            assertTrue(stall.awaitReached(Replies.patience()), "the upstream was not called");
            waiting.interrupt();
            assertCancelled(waiting, subject);
            assertTrue(waiting.interrupted(), "the interrupted flag is lost");
        }
    }

    /** So does interrupting one that waits for an event. */
    @Test
    default void endsAStreamWhoseThreadIsInterrupted() throws Exception {
        try (ContractSubject subject = subject()) {
            Stall stall = Stall.untilReleased();
            subject.failCalls(Fault.stallingAfterParts(1, stall));
            try (Reply.Streaming reply = Replies.streaming(subject, Requests.streamed(subject, "Hello"))) {
                Waiting waiting = Waiting.start(() -> readAll(reply));
                assertTrue(stall.awaitReached(Replies.patience()), "the upstream did not stream");
                waiting.interrupt();
                assertCancelled(waiting, subject);
            }
        }
    }

    /** So does closing the stream from another thread. */
    @Test
    default void endsAStreamThatIsClosedMeanwhile() throws Exception {
        try (ContractSubject subject = subject()) {
            Stall stall = Stall.untilReleased();
            subject.failCalls(Fault.stallingAfterParts(1, stall));
            Reply.Streaming reply = Replies.streaming(subject, Requests.streamed(subject, "Hello"));
            Waiting waiting = Waiting.start(() -> readAll(reply));
            assertTrue(stall.awaitReached(Replies.patience()), "the upstream did not stream");
            reply.close();
            assertCancelled(waiting, subject);
        }
    }

    private static int readAll(Reply.Streaming reply) {
        int count = 0;
        while (reply.events().next() != null) {
            count++;
        }
        return count;
    }

    private static void assertCancelled(Waiting waiting, ContractSubject subject) throws Exception {
        ProviderException failure = Replies.failure(waiting::outcome, "the call went on");
        assertEquals(ErrorKind.CANCELLED, failure.kind(), () -> "the kind of " + failure);
        RecordedRequest call = subject.awaitCall(Replies.patience());
        assertTrue(call.awaitClosedByPeer(Replies.patience()), "the upstream's connection was not closed");
    }
}
