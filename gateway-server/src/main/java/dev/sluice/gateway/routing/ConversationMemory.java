package dev.sluice.gateway.routing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Remembers which model answered in which conversation, for the last few thousand of them. In memory only: after a
 * restart a conversation starts again with its first candidate. Safe for use by several threads.
 */
public final class ConversationMemory {
    private static final int MAX_ENTRIES = 10_000;

    private final Map<String, String> models = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /**
     * Records which model answered a request for {@code requestedId}; {@code replyId} is empty if the reply cannot be
     * continued.
     */
    public void answered(String requestedId, ConversationKey conversation, Optional<String> replyId, String listedId) {
        put(key(requestedId, conversation.key()), listedId);
        put(replyId.map(id -> requestedId + " r " + id), listedId);
    }

    /** Returns the listed id of the model that wrote the reply which a request continues. */
    Optional<String> author(String requestedId, ConversationKey conversation) {
        return get(conversation.previous().map(id -> requestedId + " r " + id));
    }

    /** Returns the listed id of the model that answered last in a conversation. */
    Optional<String> last(String requestedId, ConversationKey conversation) {
        return get(key(requestedId, conversation.key()));
    }

    private static Optional<String> key(String requestedId, OptionalLong key) {
        return key.isPresent()
                ? Optional.of(requestedId + " c " + Long.toString(key.getAsLong(), Character.MAX_RADIX))
                : Optional.empty();
    }

    private void put(Optional<String> key, String listedId) {
        // Upstreams and clients choose these ids: bound their length.
        if (key.isPresent() && key.get().getBytes(StandardCharsets.UTF_8).length <= 512) {
            synchronized (models) {
                models.put(key.get(), listedId);
            }
        }
    }

    private Optional<String> get(Optional<String> key) {
        synchronized (models) {
            return key.map(models::get);
        }
    }
}
