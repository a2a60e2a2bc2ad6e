package dev.sluice.gateway.api;

import dev.sluice.gateway.routing.ConversationKey;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what the requests of a conversation have in common, in any dialect: the client's key for the prompt cache, or
 * else the text of the user's first message. Instructions are ignored, as agents put what changes from request to
 * request into them.
 */
final class ConversationReader {
    private static final Set<String> TEXTS = Set.of("content", "text", "parts");
    private static final List<byte[]> SIGNATURES = List.of(
            mark("encrypted_content"),
            mark("signature"),
            mark("thoughtSignature"),
            mark("thought_signature"),
            mark("reasoning_opaque"),
            mark("redacted_thinking"),
            mark("item_reference"));

    private long hash = 0xcbf29ce484222325L;
    private boolean hashed;

    private ConversationReader() {}

    /** Reads a request whose messages, or other input, are the member {@code turns}. */
    static ConversationKey read(JsonDocument document, String turns) {
        JsonNode request = document.root();
        ConversationReader reader = new ConversationReader();
        JsonNode cacheKey = request.get("prompt_cache_key");
        if (cacheKey.is(Kind.STRING)) {
            reader.add(cacheKey.string());
        } else {
            reader.firstOfUser(request.get(turns));
        }
        JsonNode previous = request.get("previous_response_id");
        return new ConversationKey(
                reader.key(),
                previous.is(Kind.STRING) ? Optional.of(previous.string()) : Optional.empty(),
                mayHoldSignatures(document.bytes()));
    }

    private OptionalLong key() {
        return hashed ? OptionalLong.of(mixed(hash)) : OptionalLong.empty();
    }

    private void firstOfUser(JsonNode turns) {
        if (!turns.is(Kind.ARRAY)) {
            addTexts(turns);
            return;
        }
        for (JsonNode turn : turns) {
            if (isUsers(turn)) {
                addTexts(turn);
            }
            if (hashed) {
                return;
            }
        }
    }

    /** In some dialects, a message without a role is the user's. */
    private static boolean isUsers(JsonNode turn) {
        JsonNode role = turn.get("role");
        return turn.is(Kind.STRING) || (turn.is(Kind.OBJECT) && (!role.is(Kind.STRING) || role.says("user")));
    }

    private void addTexts(JsonNode value) {
        switch (value.kind()) {
            case STRING -> add(value.string());
            case ARRAY -> value.forEach(this::addTexts);
            case OBJECT -> {
                for (JsonNode member : value) {
                    if (TEXTS.contains(member.name())) {
                        addTexts(member);
                    }
                }
            }
            default -> {}
        }
    }

    /** FNV-1a, which needs no buffer. */
    private void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hashed = true;
    }

    /** Spreads differences over all bits, so that small remainders differ. */
    private static long mixed(long value) {
        long once = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        return once ^ (once >>> 33);
    }

    private static byte[] mark(String field) {
        return ('"' + field + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A text that only looks like a signature counts as one: the conversation then stays with its model, which does no
     * harm.
     */
    private static boolean mayHoldSignatures(byte[] body) {
        for (int at = 0; at < body.length; at++) {
            if (body[at] == '"') {
                for (byte[] signature : SIGNATURES) {
                    if (startsWith(body, at, signature)) {
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
