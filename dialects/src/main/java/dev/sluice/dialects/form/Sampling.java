package dev.sluice.dialects.form;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How tokens are chosen. What is empty is left to the model's side. Made from {@link #UNSET}, so that another field
 * concerns those readers alone whose dialect has it. Writers take it apart by a record pattern, never by accessors:
 * another field does not compile until each of them writes it or leaves it out by name. Patterns go by position, so
 * another field comes last.
 *
 * @param temperature as the caller's dialect scales it; all of them mean the same by 0 and 1
 * @param topP the share of probability to choose from
 * @param topK the number of tokens to choose from
 * @param seed for repeatable choices
 * @param frequencyPenalty OpenAI's
 * @param presencePenalty OpenAI's
 */
public record Sampling(
        Optional<BigDecimal> temperature,
        Optional<BigDecimal> topP,
        Optional<Long> topK,
        Optional<Long> seed,
        Optional<BigDecimal> frequencyPenalty,
        Optional<BigDecimal> presencePenalty) {
    /** All left to the model's side. */
    public static final Sampling UNSET = new Sampling(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Sampling withTemperature(Optional<BigDecimal> value) {
        return new Sampling(value, topP, topK, seed, frequencyPenalty, presencePenalty);
    }

    public Sampling withTopP(Optional<BigDecimal> value) {
        return new Sampling(temperature, value, topK, seed, frequencyPenalty, presencePenalty);
    }

    public Sampling withTopK(Optional<Long> value) {
        return new Sampling(temperature, topP, value, seed, frequencyPenalty, presencePenalty);
    }

    public Sampling withSeed(Optional<Long> value) {
        return new Sampling(temperature, topP, topK, value, frequencyPenalty, presencePenalty);
    }

    public Sampling withFrequencyPenalty(Optional<BigDecimal> value) {
        return new Sampling(temperature, topP, topK, seed, value, presencePenalty);
    }

    public Sampling withPresencePenalty(Optional<BigDecimal> value) {
        return new Sampling(temperature, topP, topK, seed, frequencyPenalty, value);
    }
}
