package dev.sluice.provider.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.testkit.Calls;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Reads what a provider returns or throws. */
final class Replies {
    private static final int SECONDS = 30;

    private Replies() {}

    /** How long a call may take that ought to end; {@code sluice.contract.patience} in seconds, for the kit's tests. */
    static Duration patience() {
        return Duration.ofSeconds(Integer.getInteger("sluice.contract.patience", SECONDS));
    }

    /** Sends a request that wants a plain reply, and returns the reply as text. */
    static String plain(ContractSubject subject, ProviderRequest request) {
        return Calls.within(patience(), "send()", () -> {
            try (Reply reply = subject.provider().send(request)) {
                Reply.Complete complete =
                        assertInstanceOf(Reply.Complete.class, reply, "the reply to a request that wants no stream");
                String body = new String(complete.body(), StandardCharsets.UTF_8);
                object(body);
                return body;
            }
        });
    }

    static JsonObject object(String body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))) {
            JsonObject object = reader.readObject();
            assertFalse(object.isEmpty(), "the reply is an empty object");
            return object;
        } catch (JsonException e) {
            return fail("a plain reply is a JSON object, and not: " + body, e);
        }
    }

    static Reply.Streaming streaming(ContractSubject subject, ProviderRequest request) {
        Reply reply =
                Calls.within(patience(), "send()", () -> subject.provider().send(request));
        return assertInstanceOf(Reply.Streaming.class, reply, "the reply to a request that wants a stream");
    }

    /** Reads a stream to its proper end. */
    static List<String> texts(ContractSubject subject, ProviderRequest request) {
        try (Reply.Streaming reply = streaming(subject, request)) {
            List<String> texts = new ArrayList<>();
            for (ServerSentEvent event = next(reply.events()); event != null; event = next(reply.events())) {
                texts.add(event.type() + " " + event.text());
            }
            assertNull(next(reply.events()), "next() after the end of a stream");
            return texts;
        }
    }

    static @Nullable ServerSentEvent next(EventStream events) {
        return Calls.within(patience(), "next()", () -> Optional.ofNullable(events.next()))
                .orElse(null);
    }

    /** Reads a stream that must not end well, and returns how it failed. */
    static ProviderException brokenStream(ContractSubject subject, ProviderRequest request) {
        return failure(() -> texts(subject, request), "the stream ended as if it were whole");
    }

    /** Runs a call that must fail as the SPI says. */
    static ProviderException failure(Callable<?> call, String otherwise) {
        try {
            call.call();
        } catch (ProviderException e) {
            assertFalse(String.valueOf(e.getMessage()).isBlank(), "the failure has no message");
            return e;
        } catch (AssertionError e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a provider throws ProviderException and nothing else, not " + e, e);
        }
        return fail(otherwise);
    }
}
