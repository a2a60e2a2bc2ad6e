package dev.sluice.dialects.form;

import java.util.Optional;

/**
 * Why the answer ended.
 *
 * @param sequence the text that ended it, if one did and the model's side said which
 */
public record Stop(Reason reason, Optional<String> sequence) {
    /** In general. */
    public enum Reason {
        /** The model had said what it had to say. */
        END,
        /** A text that the caller wanted it to stop at. */
        STOP_SEQUENCE,
        /** The most tokens that it might have, or the end of the context. */
        LENGTH,
        /** It waits for the results of tools. */
        TOOL_CALLS,
        /** A filter of the model's side cut it. */
        CONTENT_FILTER,
        /** The model refused. */
        REFUSAL
    }

    /** Makes a stop of which no more is known. */
    public static Stop of(Reason reason) {
        return new Stop(reason, Optional.empty());
    }
}
