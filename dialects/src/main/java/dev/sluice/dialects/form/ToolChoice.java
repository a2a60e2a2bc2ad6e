package dev.sluice.dialects.form;

import java.util.List;

/** Whether the model shall call tools. */
public sealed interface ToolChoice {
    /** As the model likes. */
    record Auto() implements ToolChoice {}

    /** Not at all. */
    record None() implements ToolChoice {}

    /** At least one. */
    record Required() implements ToolChoice {}

    /** This one. */
    record Named(String name) implements ToolChoice {}

    /**
     * One of these.
     *
     * @param required whether one has to be called
     */
    record Allowed(List<String> names, boolean required) implements ToolChoice {
        /** Copies the list. */
        public Allowed {
            names = List.copyOf(names);
        }
    }
}
