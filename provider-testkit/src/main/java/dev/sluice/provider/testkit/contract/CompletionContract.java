package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.provider.Reply;
import org.junit.jupiter.api.Test;

/** A request without a stream gets a complete reply. */
public interface CompletionContract extends ProviderContract {

    /** The reply is one JSON object. */
    @Test
    default void answersAsOneObject() throws Exception {
        try (ContractSubject subject = subject()) {
            Replies.plain(subject, Requests.plain(subject, "Hello"));
        }
    }

    /** The upstream gets what the caller wrote, once. */
    @Test
    default void sendsTheRequestOnce() throws Exception {
        try (ContractSubject subject = subject()) {
            Replies.plain(subject, Requests.plain(subject, "Hello, \u00e9\u20ac\ud83d\ude00"));
            assertEquals(1, subject.calls().size(), "calls of the upstream");
            String sent = subject.calls().getFirst().json().toString();
            assertTrue(sent.contains("Hello, \u00e9\u20ac\ud83d\ude00"), () -> "the caller's text is not in " + sent);
        }
    }

    /** Closing a whole reply, even twice, is harmless. */
    @Test
    default void letsAWholeReplyBeClosedTwice() throws Exception {
        try (ContractSubject subject = subject()) {
            Reply reply = subject.provider().send(Requests.plain(subject, "Hello"));
            reply.close();
            reply.close();
            Replies.plain(subject, Requests.plain(subject, "Hello again"));
        }
    }
}
