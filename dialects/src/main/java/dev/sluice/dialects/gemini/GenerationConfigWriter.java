package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Writes {@code generationConfig}. */
final class GenerationConfigWriter {
    private static final int MOST_STOPS = 5;

    private final ModelFamily family;
    private final LeftOut leftOut;

    GenerationConfigWriter(ModelFamily family, LeftOut leftOut) {
        this.family = family;
        this.leftOut = leftOut;
    }

    /** Writes the field, if there is anything to say in it. */
    void write(Conversation conversation, JsonOutput out) {
        JsonOutput config = new JsonOutput().object();
        sampling(conversation.sampling(), config);
        output(conversation.output(), config);
        new ThinkingWriter(family, leftOut, conversation.output().maxTokens()).write(conversation.thinking(), config);
        byte[] written = config.endObject().toBytes();
        if (written.length > "{}".length()) {
            out.add("generationConfig", written);
        }
    }

    private void sampling(Sampling sampling, JsonOutput config) {
        switch (sampling) {
            case Sampling(var temperature, var topP, var topK, var seed, var frequencyPenalty, var presencePenalty) -> {
                temperature.ifPresent(value -> config.add("temperature", value));
                topP.ifPresent(value -> config.add("topP", value));
                topK.ifPresent(value -> config.add("topK", value));
                frequencyPenalty.ifPresent(value -> config.add("frequencyPenalty", value));
                presencePenalty.ifPresent(value -> config.add("presencePenalty", value));
                seed.ifPresent(value -> seed(value, config));
            }
        }
    }

    private void seed(long seed, JsonOutput config) {
        if ((int) seed == seed) {
            config.add("seed", seed);
        } else {
            // Google counts to 2^31, OpenAI to 2^63.
            leftOut.note("seed");
        }
    }

    private void output(Output output, JsonOutput config) {
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
            config.name("stopSequences").array();
            output.stop().forEach(config::text);
            config.endArray();
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
