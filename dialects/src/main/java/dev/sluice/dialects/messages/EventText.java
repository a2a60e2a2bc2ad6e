package dev.sluice.dialects.messages;

import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes events, whose data names their type once more. */
final class EventText {
    private static final byte[] DELTA = ascii("{\"type\":\"content_block_delta\",\"index\":");
    private static final byte[] END = ascii("}}");

    /** What a block goes on with. */
    static final class Piece {
        static final Piece TEXT = new Piece("text_delta", "text");
        static final Piece THINKING = new Piece("thinking_delta", "thinking");
        static final Piece INPUT = new Piece("input_json_delta", "partial_json");
        static final Piece SIGNATURE = new Piece("signature_delta", "signature");

        private final byte[] beginning;

        private Piece(String type, String field) {
            this.beginning = ascii(",\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":");
        }
    }

    private EventText() {}

    static ServerSentEvent of(String type, String data) {
        return ServerSentEvent.of(type, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes an event of a type and what the members add to it. */
    static ServerSentEvent of(String type, Consumer<JsonOutput> members) {
        JsonOutput out = new JsonOutput().object().add("type", type);
        members.accept(out);
        return ServerSentEvent.of(type, out.endObject().toBytes());
    }

    /** Writes more of a block. */
    static ServerSentEvent delta(int index, Piece piece, RawText text) {
        return ServerSentEvent.of(
                "content_block_delta",
                new JsonOutput(128 + text.size())
                        .raw(DELTA)
                        .number(index)
                        .raw(piece.beginning)
                        .beginText()
                        .piece(text)
                        .endText()
                        .raw(END)
                        .toBytes());
    }

    private static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
