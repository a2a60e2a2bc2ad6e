package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Writes how tokens are chosen. A model that thinks chooses as it likes, and newer ones take the temperature or the
 * share of probability, not both.
 */
final class SamplingWriter {
    /** The least share of probability that a thinking model takes. */
    private static final BigDecimal NEARLY_ALL = new BigDecimal("0.95");

    private final Sampling sampling;
    private final LeftOut leftOut;

    SamplingWriter(Sampling sampling, LeftOut leftOut) {
        this.sampling = sampling;
        this.leftOut = leftOut;
    }

    void write(JsonOutput out, boolean thinking) {
        Optional<BigDecimal> temperature = within("temperature", sampling.temperature());
        Optional<BigDecimal> topP = within("top_p", sampling.topP());
        Optional<Long> topK = sampling.topK();
        if (thinking) {
            // Whoever asks for thoughts wants a better answer; how it is phrased matters less.
            temperature = kept("temperature", temperature, unset(temperature));
            topP = kept(
                    "top_p",
                    topP,
                    topP.filter(share -> share.compareTo(NEARLY_ALL) < 0).isEmpty());
            topK = kept("top_k", topK, false);
        }
        if (temperature.isPresent() && topP.isPresent()) {
            // One of them may be what the model does anyway: then the other is what is meant.
            if (unset(temperature)) {
                temperature = Optional.empty();
            } else {
                topP = kept("top_p", topP, false);
            }
        }
        temperature.ifPresent(value -> out.add("temperature", value));
        topP.ifPresent(value -> out.add("top_p", value));
        topK.ifPresent(value -> out.add("top_k", value));
        sampling.seed().ifPresent(seed -> leftOut.note("seed"));
        kept("frequency_penalty", sampling.frequencyPenalty(), false);
        kept("presence_penalty", sampling.presencePenalty(), false);
    }

    private <T> Optional<T> kept(String name, Optional<T> value, boolean keep) {
        if (value.isEmpty() || keep) {
            return value;
        }
        boolean nothing = value.get() instanceof BigDecimal number
                && number.compareTo(name.endsWith("penalty") ? BigDecimal.ZERO : BigDecimal.ONE) == 0;
        if (!nothing) {
            leftOut.note(name);
        }
        return Optional.empty();
    }

    private static boolean unset(Optional<BigDecimal> value) {
        return value.filter(number -> number.compareTo(BigDecimal.ONE) != 0).isEmpty();
    }

    private static Optional<BigDecimal> within(String name, Optional<BigDecimal> value) {
        if (value.isPresent() && (value.get().signum() < 0 || value.get().compareTo(BigDecimal.ONE) > 0)) {
            throw Refused.because("The model asked for takes a '" + name + "' between 0 and 1 only.");
        }
        return value;
    }
}
