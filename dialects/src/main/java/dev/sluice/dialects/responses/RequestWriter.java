package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.Optional;

/** Writes a whole request. Nothing is to be stored, so all that the model wants back has to come with the reply. */
final class RequestWriter {
    /** The fewest tokens that an answer may be limited to. */
    private static final long FEWEST_TOKENS = 16;

    private static final int LONGEST_HINT = 64;

    private final LeftOut leftOut;

    RequestWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    void write(Conversation conversation, Target target, JsonOutput out, boolean counted) {
        out.object().add("model", target.model().id());
        if (!counted) {
            out.add("stream", target.streaming()).add("store", false);
            include(conversation.output(), out);
        }
        new InputWriter(leftOut, out).write(conversation.turns());
        ToolWriter.write(conversation.tools(), out);
        sampling(conversation.sampling(), out);
        output(conversation.output(), out);
        ThinkingSettings.write(conversation.thinking(), out, leftOut);
        hints(conversation.hints(), out);
        out.endObject();
    }

    private static void include(Output output, JsonOutput out) {
        out.name("include").array().text(OutputSettings.ENCRYPTED_REASONING);
        if (output.logProbs().isPresent()) {
            out.text(OutputSettings.LOG_PROBS);
        }
        out.endArray();
    }

    private void sampling(Sampling sampling, JsonOutput out) {
        switch (sampling) {
            case Sampling(var temperature, var topP, var topK, var seed, var frequencyPenalty, var presencePenalty) -> {
                temperature.ifPresent(value -> out.add("temperature", value));
                topP.ifPresent(value -> out.add("top_p", value));
                leaveOut(topK, "top_k");
                leaveOut(seed, "seed");
                leaveOut(frequencyPenalty, "frequency_penalty");
                leaveOut(presencePenalty, "presence_penalty");
            }
        }
    }

    private void output(Output output, JsonOutput out) {
        if (!output.stop().isEmpty()) {
            throw ProviderException.builder(
                            ErrorKind.INVALID_REQUEST,
                            "'stop' cannot be carried: the model is asked through OpenAI Responses, which has no stop"
                                    + " sequences. Leave them out, or choose another model.")
                    .parameter("stop")
                    .build();
        }
        output.maxTokens().ifPresent(tokens -> {
            if (tokens < FEWEST_TOKENS) {
                leftOut.note("max_tokens");
            }
            out.add("max_output_tokens", Math.max(FEWEST_TOKENS, tokens));
        });
        output.logProbs().ifPresent(count -> out.add("top_logprobs", count));
        OutputSettings.write(output, out);
    }

    private void hints(Hints hints, JsonOutput out) {
        hint(hints.endUser(), "safety_identifier", "user", out);
        hint(hints.cacheKey(), "prompt_cache_key", "prompt_cache_key", out);
    }

    private void hint(Optional<String> value, String field, String callers, JsonOutput out) {
        value.ifPresent(text -> {
            if (text.length() <= LONGEST_HINT) {
                out.add(field, text);
            } else {
                leftOut.note(callers);
            }
        });
    }

    private void leaveOut(Optional<?> value, String name) {
        if (value.isPresent()) {
            leftOut.note(name);
        }
    }
}
