package dev.sluice.gateway.api;

import dev.sluice.gateway.routing.Conversation;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the requests of a conversation have in common, in any dialect: the key that the caller gives to its prompt
 * cache, or else the text of the first thing that the user said. Instructions are left aside, as agents put what
 * changes from request to request into them.
 */
final class ConversationReader {
    private static final Set<String> TEXTS = Set.of("content", "text", "parts");
    private static final List<byte[]> SEALS = List.of(
            mark("encrypted_content"),
            mark("signature"),
            mark("thoughtSignature"),
            mark("thought_signature"),
            mark("reasoning_opaque"),
            mark("redacted_thinking"),
            mark("item_reference"));

    private final byte[] body;
    private final String turns;
    private long hash = 0xcbf29ce484222325L;
    private boolean hashed;
    private @Nullable String cacheKey;
    private @Nullable String previous;

    private ConversationReader(byte[] body, String turns) {
        this.body = body;
        this.turns = turns;
    }

    /** Reads a body that is known to be a JSON object, whose turns or text to work on are the member {@code turns}. */
    static Conversation read(byte[] body, String turns) {
        ConversationReader reader = new ConversationReader(body, turns);
        reader.fields();
        return new Conversation(reader.key(), Optional.ofNullable(reader.previous), sealed(body));
    }

    private OptionalLong key() {
        if (cacheKey != null) {
            hash = 0xcbf29ce484222325L;
            add(cacheKey);
        }
        return hashed ? OptionalLong.of(mixed(hash)) : OptionalLong.empty();
    }

    private void fields() {
        JsonReader json = JsonReader.of(body);
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            boolean text = json.peek() == Kind.STRING;
            if (text && name.equals("prompt_cache_key")) {
                cacheKey = json.nextString();
            } else if (text && name.equals("previous_response_id")) {
                previous = json.nextString();
            } else if (name.equals(turns)) {
                turns(json);
            } else {
                json.skipValue();
            }
        }
    }

    private void turns(JsonReader json) {
        if (json.peek() != Kind.ARRAY) {
            texts(json);
            return;
        }
        json.beginArray();
        while (json.hasNext()) {
            JsonSpan turn = json.nextSpan();
            if (!hashed && isUsers(JsonReader.of(body, turn))) {
                texts(JsonReader.of(body, turn));
            }
        }
        json.endArray();
    }

    /** In some dialects, who is not said to be somebody else is the user. */
    private static boolean isUsers(JsonReader turn) {
        if (turn.peek() != Kind.OBJECT) {
            return turn.peek() == Kind.STRING;
        }
        turn.beginObject();
        while (turn.hasNext()) {
            if (turn.nextName().equals("role") && turn.peek() == Kind.STRING) {
                return turn.nextString().equals("user");
            }
            turn.skipValue();
        }
        return true;
    }

    private void texts(JsonReader json) {
        switch (json.peek()) {
            case STRING -> add(json.nextString());
            case ARRAY -> {
                json.beginArray();
                while (json.hasNext()) {
                    texts(json);
                }
                json.endArray();
            }
            case OBJECT -> {
                json.beginObject();
                while (json.hasNext()) {
                    if (TEXTS.contains(json.nextName())) {
                        texts(json);
                    } else {
                        json.skipValue();
                    }
                }
                json.endObject();
            }
            default -> json.skipValue();
        }
    }

    /** FNV-1a, which needs no buffer. */
    private void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hashed = true;
    }

    /** Spreads differences over all bits, for the sake of small remainders. */
    private static long mixed(long value) {
        long once = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        return once ^ (once >>> 33);
    }

    private static byte[] mark(String field) {
        return ('"' + field + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes a text that merely looks like a seal for one: then the conversation stays where it is, and no harm done. */
    private static boolean sealed(byte[] body) {
        for (int at = 0; at < body.length; at++) {
            if (body[at] == '"') {
                for (byte[] seal : SEALS) {
                    if (startsWith(body, at, seal)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] body, int at, byte[] sought) {
        if (body.length - at < sought.length) {
            return false;
        }
        for (int i = 1; i < sought.length; i++) {
            if (body[at + i] != sought[i]) {
                return false;
            }
        }
        return true;
    }
}
