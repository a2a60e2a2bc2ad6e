package dev.sluice.dialects.form;

import java.util.Optional;

/**
 * How much the model shall think.
 *
 * @param effort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high}, {@code xhigh}, {@code max}
 * @param budget the most tokens to think with
 * @param shown whether thoughts, or a summary of them, are wanted in the answer; nothing leaves that to the model's side
 */
public record Thinking(Mode mode, Optional<String> effort, Optional<Long> budget, Optional<Boolean> shown) {
    /** Left to the model's side. */
    public static final Thinking UNSET = new Thinking(Mode.UNSET, Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether to think. */
    public enum Mode {
        /** Nothing was said, or only the effort. */
        UNSET,
        /** Not at all. */
        OFF,
        /** Within the budget. */
        ON,
        /** As the model sees fit. */
        ADAPTIVE
    }
}
