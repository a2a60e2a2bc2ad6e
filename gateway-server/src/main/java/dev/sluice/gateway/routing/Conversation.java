package dev.sluice.gateway.routing;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What tells one conversation from others, so that its requests can go to the same model.
 *
 * @param key a number that all its requests have in common, and hardly any other; nothing if it has no beginning
 * @param previous the id of the reply that the request goes on from, which its upstream keeps
 * @param signed whether the request may hold what only the upstream that wrote it can read, such as signed reasoning
 */
public record Conversation(OptionalLong key, Optional<String> previous, boolean signed) {
    /** A request of which nothing is known. */
    public static final Conversation UNKNOWN = new Conversation(OptionalLong.empty(), Optional.empty(), false);

    /**
     * Tells whether there is anything to know it by.
     *
     * @return whether it is another than {@link #UNKNOWN}
     */
    public boolean isKnown() {
        return key.isPresent() || previous.isPresent() || signed;
    }
}
