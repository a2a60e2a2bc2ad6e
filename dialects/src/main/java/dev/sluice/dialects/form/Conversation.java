package dev.sluice.dialects.form;

import java.util.List;

/**
 * A request, but for the model's id and whether a stream is wanted.
 *
 * @param turns what was said up to now, standing instructions included, in order
 */
public record Conversation(
        List<Turn> turns, ToolSet tools, Sampling sampling, Output output, Thinking thinking, Hints hints) {
    /** Copies the list. */
    public Conversation {
        turns = List.copyOf(turns);
    }

    /** Makes a request of which no more is known than what was said. */
    public static Conversation of(List<Turn> turns) {
        return new Conversation(turns, ToolSet.NONE, Sampling.UNSET, Output.UNSET, Thinking.UNSET, Hints.NONE);
    }

    public Conversation withTurns(List<Turn> value) {
        return new Conversation(value, tools, sampling, output, thinking, hints);
    }

    public Conversation withTools(ToolSet value) {
        return new Conversation(turns, value, sampling, output, thinking, hints);
    }

    public Conversation withSampling(Sampling value) {
        return new Conversation(turns, tools, value, output, thinking, hints);
    }

    public Conversation withOutput(Output value) {
        return new Conversation(turns, tools, sampling, value, thinking, hints);
    }

    public Conversation withThinking(Thinking value) {
        return new Conversation(turns, tools, sampling, output, value, hints);
    }

    public Conversation withHints(Hints value) {
        return new Conversation(turns, tools, sampling, output, thinking, value);
    }

    /** Returns what of it is read, without the wishes for the answer, but for the format that it is held to. */
    public Conversation withoutAnswer() {
        return withSampling(Sampling.UNSET)
                .withOutput(Output.UNSET.withFormat(output.format()))
                .withHints(Hints.NONE);
    }

    /** Returns about how many characters a dialect needs for it. */
    public int size() {
        long size = 512 + 1024L * tools.tools().size();
        for (Turn turn : turns) {
            size += 64 + Part.size(turn.parts());
        }
        return (int) Math.min(size, Integer.MAX_VALUE / 2);
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
