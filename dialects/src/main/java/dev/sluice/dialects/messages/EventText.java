package dev.sluice.dialects.messages;

import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Writes events. Those that make up nearly the whole of a stream are written without a tree. */
final class EventText {
    private static final String HEX = "0123456789abcdef";

    private EventText() {}

    static ServerSentEvent of(String type, JsonObject data) {
        return ServerSentEvent.of(type, JsonTree.bytes(data));
    }

    static ServerSentEvent of(String type, String data) {
        return ServerSentEvent.of(type, data.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes more of a block.
     *
     * @param index the block's
     * @param type the delta's
     * @param field the one field that it has
     * @param text what is in the field
     */
    static ServerSentEvent delta(int index, String type, String field, String text) {
        StringBuilder json = new StringBuilder(96 + text.length())
                .append("{\"type\":\"content_block_delta\",\"index\":")
                .append(index)
                .append(",\"delta\":{\"type\":\"")
                .append(type)
                .append("\",\"")
                .append(field)
                .append("\":\"");
        escape(text, json);
        return of("content_block_delta", json.append("\"}}").toString());
    }

    // Half a surrogate pair is escaped: the other half may be in the next event, and UTF-8 has no place for either.
    private static void escape(String text, StringBuilder json) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c == '\n') {
                json.append("\\n");
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                json.append(c).append(text.charAt(++i));
            } else if (c < ' ' || Character.isSurrogate(c)) {
                json.append("\\u")
                        .append(HEX.charAt(c >> 12))
                        .append(HEX.charAt((c >> 8) & 15))
                        .append(HEX.charAt((c >> 4) & 15))
                        .append(HEX.charAt(c & 15));
            } else {
                json.append(c);
            }
        }
    }
}
