package dev.sluice.dialects.form;

import java.util.List;
import java.util.Optional;

/**
 * A request, but for the model's id and whether a stream is wanted.
 *
 * @param turns what was said up to now, standing instructions included, in order
 * @param tools what the model may have called
 * @param sampling how tokens are chosen
 * @param output what is wanted of the answer
 * @param thinking how much to think
 * @param hints what does not change the answer
 */
public record Conversation(
        List<Turn> turns, ToolSet tools, Sampling sampling, Output output, Thinking thinking, Hints hints) {
    /** Copies the list. */
    public Conversation {
        turns = List.copyOf(turns);
    }

    /** Returns what of it is read, without the wishes for the answer, but for the format that it is held to. */
    public Conversation withoutAnswer() {
        Output format = new Output(Optional.empty(), List.of(), output.format(), Optional.empty(), Optional.empty());
        return new Conversation(turns, tools, Sampling.UNSET, format, thinking, Hints.NONE);
    }

    /** Tells whether neither side says anything, though there may be thoughts; instructions alone are something. */
    public boolean holdsOnlyThoughts() {
        List<Turn> dialogue =
                turns.stream().filter(turn -> !turn.role().instructs()).toList();
        boolean thoughtsAlone =
                dialogue.stream().flatMap(turn -> turn.parts().stream()).allMatch(Part.Reasoning.class::isInstance);
        return thoughtsAlone && (turns.isEmpty() || !dialogue.isEmpty());
    }
}
