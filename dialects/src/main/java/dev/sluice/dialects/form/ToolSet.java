package dev.sluice.dialects.form;

import java.util.List;
import java.util.Optional;

/**
 * The tools of a request.
 *
 * @param choice whether they shall be called; nothing leaves that to the model's side
 * @param parallel whether several may be called at once; nothing leaves that to the model's side
 */
public record ToolSet(List<Tool> tools, Optional<ToolChoice> choice, Optional<Boolean> parallel) {
    /** No tools, no choice. */
    public static final ToolSet NONE = new ToolSet(List.of(), Optional.empty(), Optional.empty());

    /** Copies the list. */
    public ToolSet {
        tools = List.copyOf(tools);
    }
}
