package dev.sluice.gateway.routing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which model answered in which conversation, for the last few thousand of them. Kept in memory alone: after a restart
 * a conversation begins anew with the first candidate. Safe for use by several threads.
 */
public final class ConversationMemory {
    private static final int MOST = 10_000;

    private final Map<String, String> models = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    /** Makes a memory of nothing. */
    public ConversationMemory() {
        // Nothing was said yet.
    }

    /**
     * Notes who answered.
     *
     * @param requestedId the virtual model
     * @param conversation the conversation
     * @param replyId the reply's id, by which its upstream may be asked to go on from it; nothing if it has none
     * @param listedId the model that answered
     */
    public void answered(String requestedId, Conversation conversation, Optional<String> replyId, String listedId) {
        put(key(requestedId, conversation.key()), listedId);
        put(replyId.map(id -> requestedId + " r " + id), listedId);
    }

    /** Finds who wrote the reply that a request goes on from. */
    Optional<String> author(String requestedId, Conversation conversation) {
        return get(conversation.previous().map(id -> requestedId + " r " + id));
    }

    /** Finds who answered last in a conversation. */
    Optional<String> last(String requestedId, Conversation conversation) {
        return get(key(requestedId, conversation.key()));
    }

    private static Optional<String> key(String requestedId, OptionalLong key) {
        return key.isPresent()
                ? Optional.of(requestedId + " c " + Long.toString(key.getAsLong(), Character.MAX_RADIX))
                : Optional.empty();
    }

    private void put(Optional<String> key, String listedId) {
        // What upstreams and callers choose is not kept at any length.
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
