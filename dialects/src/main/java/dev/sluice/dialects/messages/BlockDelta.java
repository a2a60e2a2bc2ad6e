package dev.sluice.dialects.messages;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;

/**
 * A {@code content_block_delta} event. These make up nearly the whole of a stream, so no tree is built of them.
 *
 * @param index the block's
 * @param type of the delta
 * @param text what the block goes on with; empty if that is nothing known here
 */
record BlockDelta(long index, String type, String text) {

    static BlockDelta parse(byte[] event) {
        long index = -1;
        Piece piece = null;
        try {
            JsonReader json = JsonReader.of(event);
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "index" -> index = json.nextLong();
                    case "delta" -> piece = Piece.parse(json);
                    default -> json.skipValue();
                }
            }
            json.endObject();
            json.endDocument();
        } catch (JsonException e) {
            throw UpstreamFailures.protocol("a 'content_block_delta' event is broken.");
        }
        if (index < 0 || piece == null) {
            throw UpstreamFailures.protocol("a 'content_block_delta' event lacks its index or delta.");
        }
        return new BlockDelta(index, piece.type, piece.text);
    }

    private record Piece(String type, String text) {
        static Piece parse(JsonReader json) {
            String type = "";
            String text = "";
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "type" -> type = json.nextString();
                    case "text", "partial_json", "thinking", "signature" -> text = json.nextString();
                    default -> json.skipValue();
                }
            }
            json.endObject();
            return new Piece(type, text);
        }
    }
}
