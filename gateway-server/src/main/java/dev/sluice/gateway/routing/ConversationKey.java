package dev.sluice.gateway.routing;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Identifies a conversation, so that its requests go to the same model.
 *
 * @param key a hash that all its requests share, and hardly any other; empty if the conversation has no beginning
 * @param previous the id of the reply that the request continues, which its upstream stores
 * @param signed whether the request may hold what only the upstream that wrote it can read, such as signed reasoning
 */
public record ConversationKey(OptionalLong key, Optional<String> previous, boolean signed) {
    /** A request that belongs to no known conversation. */
    public static final ConversationKey UNKNOWN = new ConversationKey(OptionalLong.empty(), Optional.empty(), false);

    public boolean isKnown() {
        return key.isPresent() || previous.isPresent() || signed;
    }
}
