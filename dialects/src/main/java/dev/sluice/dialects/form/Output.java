package dev.sluice.dialects.form;

import java.util.List;
import java.util.Optional;

/**
 * What is wanted of the answer. Made from {@link #UNSET}, so that another field concerns those alone who know it.
 *
 * @param maxTokens the most tokens it may have, reasoning included
 * @param verbosity OpenAI's {@code low}, {@code medium}, {@code high}
 * @param logProbs how many of the likeliest tokens to tell in each place, beside the chosen one; nothing for none at all
 */
public record Output(
        Optional<Long> maxTokens,
        List<String> stop,
        Format format,
        Optional<String> verbosity,
        Optional<Integer> logProbs) {
    /** Nothing in particular. */
    public static final Output UNSET =
            new Output(Optional.empty(), List.of(), new Format.Text(), Optional.empty(), Optional.empty());

    /** Copies the list. */
    public Output {
        stop = List.copyOf(stop);
    }

    public Output withMaxTokens(Optional<Long> value) {
        return new Output(value, stop, format, verbosity, logProbs);
    }

    public Output withStop(List<String> value) {
        return new Output(maxTokens, value, format, verbosity, logProbs);
    }

    public Output withFormat(Format value) {
        return new Output(maxTokens, stop, value, verbosity, logProbs);
    }

    public Output withVerbosity(Optional<String> value) {
        return new Output(maxTokens, stop, format, value, logProbs);
    }

    public Output withLogProbs(Optional<Integer> value) {
        return new Output(maxTokens, stop, format, verbosity, value);
    }
}
