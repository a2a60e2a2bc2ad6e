package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.testkit.Calls;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Closing a provider releases everything, soon. The harness fails a close that hangs or leaves a task behind. */
public interface ClosingContract extends ProviderContract {

    /** One that was never called is closed as well. */
    @Test
    default void closesUnused() throws Exception {
        subject().close();
    }

    /** One that was called is closed, though the upstream keeps its connections. */
    @Test
    default void closesAfterUse() throws Exception {
        try (ContractSubject subject = subject()) {
            Replies.plain(subject, Requests.plain(subject, "Hello"));
            Replies.texts(subject, Requests.streamed(subject, "Hello"));
        }
    }

    /** A stream that is open meanwhile can still be closed, and fails, if it does, as the SPI says. */
    @Test
    default void closesWithAStreamOpen() throws Exception {
        Callable<?> rest;
        try (ContractSubject subject = subject()) {
            subject.failCalls(Fault.stallingAfterParts(1, Stall.untilReleased()));
            Reply.Streaming reply = Replies.streaming(subject, Requests.streamed(subject, "Hello"));
            subject.harness().close();
            rest = () -> {
                reply.close();
                return Replies.next(reply.events());
            };
        }
        try {
            Calls.within(Replies.patience(), "a stream of a closed provider", () -> String.valueOf(rest.call()));
        } catch (ProviderException e) {
            assertTrue(e.kind() != ErrorKind.INTERNAL, () -> "the kind of " + e);
        }
    }
}
