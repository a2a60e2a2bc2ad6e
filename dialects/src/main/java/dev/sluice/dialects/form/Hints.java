package dev.sluice.dialects.form;

import java.util.Optional;

/**
 * What does not change the answer, and is carried where there is a place for it.
 *
 * @param endUser who asks, in the caller's own terms
 * @param cacheKey what requests that begin alike have in common
 */
public record Hints(Optional<String> endUser, Optional<String> cacheKey) {
    /** None. */
    public static final Hints NONE = new Hints(Optional.empty(), Optional.empty());
}
