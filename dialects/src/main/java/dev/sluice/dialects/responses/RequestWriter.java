package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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

    JsonObject write(Conversation conversation, Target target) {
        JsonObjectBuilder request = JsonTree.object()
                .add("model", target.model().id())
                .add("stream", target.streaming())
                .add("store", false)
                .add("include", include(conversation.output()));
        new InputWriter(leftOut).write(conversation.turns(), request);
        ToolWriter.write(conversation.tools(), request);
        sampling(conversation.sampling(), request);
        output(conversation.output(), request);
        addUnlessEmpty(request, "reasoning", ThinkingSettings.reasoning(conversation.thinking(), leftOut));
        hints(conversation.hints(), request);
        return request.build();
    }

    private static JsonArrayBuilder include(Output output) {
        JsonArrayBuilder include = JsonTree.array().add(OutputSettings.ENCRYPTED_REASONING);
        return output.logProbs().isPresent() ? include.add(OutputSettings.LOG_PROBS) : include;
    }

    private void sampling(Sampling sampling, JsonObjectBuilder request) {
        sampling.temperature().ifPresent(value -> request.add("temperature", value));
        sampling.topP().ifPresent(value -> request.add("top_p", value));
        leaveOut(sampling.topK(), "top_k");
        leaveOut(sampling.seed(), "seed");
        leaveOut(sampling.frequencyPenalty(), "frequency_penalty");
        leaveOut(sampling.presencePenalty(), "presence_penalty");
    }

    private void output(Output output, JsonObjectBuilder request) {
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
            request.add("max_output_tokens", Math.max(FEWEST_TOKENS, tokens));
        });
        output.logProbs().ifPresent(count -> request.add("top_logprobs", count));
        addUnlessEmpty(request, "text", OutputSettings.text(output));
    }

    private void hints(Hints hints, JsonObjectBuilder request) {
        hint(hints.endUser(), "safety_identifier", "user", request);
        hint(hints.cacheKey(), "prompt_cache_key", "prompt_cache_key", request);
    }

    private void hint(Optional<String> value, String field, String callers, JsonObjectBuilder request) {
        value.ifPresent(text -> {
            if (text.length() <= LONGEST_HINT) {
                request.add(field, text);
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

    private static void addUnlessEmpty(JsonObjectBuilder request, String name, JsonObject value) {
        if (!value.isEmpty()) {
            request.add(name, value);
        }
    }
}
