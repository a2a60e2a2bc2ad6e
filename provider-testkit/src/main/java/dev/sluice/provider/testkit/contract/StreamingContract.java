package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stream is complete, or fails. */
public interface StreamingContract extends ProviderContract {

    /** Events come, and then the end, which stays the end. */
    @Test
    default void streamsEventsToTheirEnd() throws Exception {
        try (ContractSubject subject = subject()) {
            List<String> texts = Replies.texts(subject, Requests.streamed(subject, "Hello"));
            assertTrue(texts.size() > 1, () -> "a stream of " + texts.size() + " events");
        }
    }

    /** How the upstream's bytes are split makes no difference. */
    @Test
    default void readsEventsThatArriveByteByByte() throws Exception {
        try (ContractSubject subject = subject()) {
            int whole = Replies.texts(subject, Requests.streamed(subject, "H\u00e9\ud83d\ude00"))
                    .size();
            subject.failCalls(Fault.byteWise());
            List<String> texts = Replies.texts(subject, Requests.streamed(subject, "H\u00e9\ud83d\ude00"));
            assertEquals(whole, texts.size(), "events that arrive byte by byte");
            assertTrue(texts.stream().noneMatch(text -> text.contains("\ufffd")), () -> "broken text in " + texts);
        }
    }

    /** A connection that ends in the middle is no end of the stream. */
    @Test
    default void failsWhereTheConnectionEnds() throws Exception {
        failsFor(Fault.endingAfterParts(1, ConnectionEnding.CLOSE));
    }

    /** Nor is one that is reset. */
    @Test
    default void failsWhereTheConnectionIsReset() throws Exception {
        failsFor(Fault.endingAfterParts(1, ConnectionEnding.RESET));
    }

    /** A body that is complete for HTTP, and stops in the middle for the dialect, is cut off all the same. */
    @Test
    default void failsWhereTheRestIsMissing() throws Exception {
        failsFor(Fault.altering(response ->
                response.editEvents(events -> events.subList(0, Math.max(1, events.size() / 2)))));
    }

    /** Closing a stream twice is harmless, and the next one works. */
    @Test
    default void letsAStreamBeClosedTwice() throws Exception {
        try (ContractSubject subject = subject()) {
            Reply.Streaming reply = Replies.streaming(subject, Requests.streamed(subject, "Hello"));
            reply.close();
            reply.close();
            Replies.texts(subject, Requests.streamed(subject, "Hello"));
        }
    }

    private void failsFor(Fault fault) throws Exception {
        try (ContractSubject subject = subject()) {
            subject.failCalls(fault);
            ProviderException failure = Replies.brokenStream(subject, Requests.streamed(subject, "Hello"));
            assertEquals(ErrorKind.Fault.UPSTREAM, failure.kind().fault(), () -> "the fault of " + failure);
        }
    }
}
