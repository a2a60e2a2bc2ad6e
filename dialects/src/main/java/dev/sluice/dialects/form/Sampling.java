package dev.sluice.dialects.form;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How tokens are chosen. What is empty is left to the model's side.
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
}
