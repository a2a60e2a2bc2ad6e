package dev.sluice.it;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.NoSuchElementException;

/**
 * A request to a model that repeats what it is told, by a client that believes nothing.
 *
 * @param model the model
 * @param text what to repeat
 * @param streamed whether as a stream
 */
record DrillRequest(String model, String text, boolean streamed) {
    /** What became of it. */
    enum Outcome {
        /** All of the text, with its proper end. */
        ANSWERED,
        /** Told that there is no answer, or no end of it, in the API's own words. */
        FAILED,
        /** The client left. */
        LEFT,
        /** Anything else: half an answer that looks whole, an end without a word, an answer to another request. */
        LIED
    }

    /**
     * How it ended.
     *
     * @param outcome in short
     * @param took until it had ended
     * @param detail the status and what was read
     */
    record Ended(DrillRequest request, Outcome outcome, Duration took, String detail) {}

    /** Asks and reads to the end. */
    Ended send(URI gateway) {
        long begun = System.nanoTime();
        try (RawStream stream = open(gateway)) {
            StreamedReply reply = stream.rest();
            return ended(outcome(reply), begun, reply.status() + " " + reply.text());
        } catch (IOException e) {
            return ended(Outcome.LIED, begun, e.toString());
        }
    }

    /** Asks, and leaves at once, or when the reply's head has come. */
    Ended leave(URI gateway, boolean atOnce) {
        long begun = System.nanoTime();
        try {
            if (atOnce) {
                new ClientSocket(gateway)
                        .send(ClientSocket.post(GatewayClient.CHAT, body()))
                        .close();
            } else {
                open(gateway).close();
            }
            return ended(Outcome.LEFT, begun, "");
        } catch (IOException e) {
            return ended(Outcome.LIED, begun, e.toString());
        }
    }

    private RawStream open(URI gateway) throws IOException {
        return RawStream.open(gateway, body());
    }

    private String body() {
        return streamed ? ChatRequests.streamed(model, text) : ChatRequests.plain(model, text);
    }

    private Ended ended(Outcome outcome, long begun, String detail) {
        return new Ended(this, outcome, Duration.ofNanos(System.nanoTime() - begun), detail);
    }

    private Outcome outcome(StreamedReply reply) {
        try {
            if (reply.status() != 200) {
                return reply.whole() && hasCode(GatewayClient.json(reply.text())) ? Outcome.FAILED : Outcome.LIED;
            }
            return streamed ? streamOutcome(reply) : wholeOutcome(reply);
        } catch (JsonException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException
                | NoSuchElementException malformed) {
            return Outcome.LIED;
        }
    }

    private Outcome wholeOutcome(StreamedReply reply) {
        JsonObject choice =
                GatewayClient.json(reply.text()).getJsonArray("choices").getJsonObject(0);
        boolean complete = reply.whole()
                && finished(choice)
                && choice.getJsonObject("message").getString("content").equals(text);
        return complete ? Outcome.ANSWERED : Outcome.LIED;
    }

    /** A client takes a stream for complete by a finish reason or by [DONE]; each of them must be true. */
    private Outcome streamOutcome(StreamedReply reply) {
        boolean finished = reply.chunks().stream()
                .flatMap(chunk -> chunk.getJsonArray("choices").stream())
                .map(JsonValue::asJsonObject)
                .anyMatch(DrillRequest::finished);
        if (!finished && !reply.done()) {
            return hasCode(GatewayClient.json(reply.data().getLast())) ? Outcome.FAILED : Outcome.LIED;
        }
        boolean complete = reply.whole()
                && finished
                && reply.data().getLast().equals("[DONE]")
                && reply.content().equals(text);
        return complete ? Outcome.ANSWERED : Outcome.LIED;
    }

    private static boolean finished(JsonObject choice) {
        return choice.get("finish_reason") instanceof JsonString;
    }

    private static boolean hasCode(JsonObject reply) {
        JsonObject error = reply.getJsonObject("error");
        return !error.getString("code").isEmpty() && !error.getString("message").isEmpty();
    }
}
