package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Writes how tokens are chosen. A model that thinks chooses as it likes, and newer ones take the temperature or the
 * share of probability, not both. What is left out is noted, unless it has the neutral value, which asks for nothing.
 */
final class SamplingWriter {
    private static final BigDecimal NEUTRAL_TEMPERATURE = BigDecimal.ONE;
    private static final BigDecimal NEUTRAL_TOP_P = BigDecimal.ONE;
    private static final BigDecimal NEUTRAL_PENALTY = BigDecimal.ZERO;
    /** The least share of probability that a thinking model takes. */
    private static final BigDecimal NEARLY_ALL = new BigDecimal("0.95");

    private final Sampling sampling;
    private final LeftOut leftOut;

    SamplingWriter(Sampling sampling, LeftOut leftOut) {
        this.sampling = sampling;
        this.leftOut = leftOut;
    }

    void write(JsonOutput out, boolean thinking) {
        switch (sampling) {
            case Sampling(var temperature, var topP, var topK, var seed, var frequencyPenalty, var presencePenalty) -> {
                temperatureOrShare(within("temperature", temperature), within("top_p", topP), thinking, out);
                if (thinking) {
                    leaveOut("top_k", topK);
                } else {
                    topK.ifPresent(value -> out.add("top_k", value));
                }
                leaveOut("seed", seed);
                leaveOut("frequency_penalty", frequencyPenalty, NEUTRAL_PENALTY);
                leaveOut("presence_penalty", presencePenalty, NEUTRAL_PENALTY);
            }
        }
    }

    private void temperatureOrShare(
            Optional<BigDecimal> temperature, Optional<BigDecimal> topP, boolean thinking, JsonOutput out) {
        // A neutral temperature is what the model does anyway: then the share is what is meant.
        boolean neutral = asks(temperature, NEUTRAL_TEMPERATURE).isEmpty();
        boolean share = topP.filter(value -> thinking ? value.compareTo(NEARLY_ALL) >= 0 : neutral)
                .isPresent();
        // Whoever asks for thoughts wants a better answer; how it is phrased matters less.
        if (neutral ? !share : !thinking) {
            temperature.ifPresent(value -> out.add("temperature", value));
        } else {
            leaveOut("temperature", temperature, NEUTRAL_TEMPERATURE);
        }
        if (share) {
            topP.ifPresent(value -> out.add("top_p", value));
        } else {
            leaveOut("top_p", topP, NEUTRAL_TOP_P);
        }
    }

    private void leaveOut(String name, Optional<BigDecimal> value, BigDecimal neutral) {
        leaveOut(name, asks(value, neutral));
    }

    private void leaveOut(String name, Optional<?> value) {
        if (value.isPresent()) {
            leftOut.note(name);
        }
    }

    private static Optional<BigDecimal> asks(Optional<BigDecimal> value, BigDecimal neutral) {
        return value.filter(number -> number.compareTo(neutral) != 0);
    }

    private static Optional<BigDecimal> within(String name, Optional<BigDecimal> value) {
        if (value.isPresent() && (value.get().signum() < 0 || value.get().compareTo(BigDecimal.ONE) > 0)) {
            throw Refused.because("The model asked for takes a '" + name + "' between 0 and 1 only.");
        }
        return value;
    }
}
