package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** Writes {@code generationConfig}. */
final class GenerationConfigWriter {
    private static final int MOST_STOPS = 5;

    private final ModelFamily family;
    private final LeftOut leftOut;

    GenerationConfigWriter(ModelFamily family, LeftOut leftOut) {
        this.family = family;
        this.leftOut = leftOut;
    }

    JsonObject write(Sampling sampling, Output output, Thinking thinking) {
        JsonObjectBuilder config = JsonTree.object();
        sampling(sampling, config);
        output(output, config);
        JsonObject thinkingConfig = new ThinkingWriter(family, leftOut, output.maxTokens()).write(thinking);
        if (!thinkingConfig.isEmpty()) {
            config.add("thinkingConfig", thinkingConfig);
        }
        return config.build();
    }

    private void sampling(Sampling sampling, JsonObjectBuilder config) {
        sampling.temperature().ifPresent(value -> config.add("temperature", value));
        sampling.topP().ifPresent(value -> config.add("topP", value));
        sampling.topK().ifPresent(value -> config.add("topK", value));
        sampling.frequencyPenalty().ifPresent(value -> config.add("frequencyPenalty", value));
        sampling.presencePenalty().ifPresent(value -> config.add("presencePenalty", value));
        sampling.seed().ifPresent(value -> {
            if (value.intValue() == value) {
                config.add("seed", value);
            } else {
                // Google counts to 2^31, OpenAI to 2^63.
                leftOut.note("seed");
            }
        });
    }

    private void output(Output output, JsonObjectBuilder config) {
        output.maxTokens().ifPresent(value -> config.add("maxOutputTokens", value));
        output.verbosity().ifPresent(_ -> leftOut.note("verbosity"));
        output.logProbs().ifPresent(count -> {
            config.add("responseLogprobs", true);
            if (count > 0) {
                config.add("logprobs", count);
            }
        });
        if (output.stop().size() > MOST_STOPS) {
            throw ProviderException.builder(
                            ErrorKind.INVALID_REQUEST,
                            "The model asked for takes at most " + MOST_STOPS + " stop sequences.")
                    .parameter("stop")
                    .build();
        }
        if (!output.stop().isEmpty()) {
            JsonArrayBuilder stops = JsonTree.array();
            output.stop().forEach(stops::add);
            config.add("stopSequences", stops);
        }
        switch (output.format()) {
            case Format.Text _ -> {}
            case Format.Json _ -> config.add("responseMimeType", "application/json");
            case Format.Schema schema -> {
                config.add("responseMimeType", "application/json").add("responseJsonSchema", schema.schema());
                // Its name has no place, and no meaning; it is strict in any case.
                schema.description().ifPresent(_ -> leftOut.note("response_format.description"));
            }
        }
    }
}
