package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;

/** The token usage of one reply. */
record TokensUsed(long prompt, long completion, long reasoning) {

    static TokensUsed of(PromptFacts conversation, ModelAnswer answer) {
        return new TokensUsed(conversation.promptTokens(), answer.tokens(), TokenApproximation.of(answer.reasoning()));
    }

    JsonObject chat() {
        return JsonValues.object(
                "completion_tokens",
                completion,
                "completion_tokens_details",
                JsonValues.object(
                        "accepted_prediction_tokens",
                        0,
                        "rejected_prediction_tokens",
                        0,
                        "reasoning_tokens",
                        reasoning),
                "prompt_tokens",
                prompt,
                "prompt_tokens_details",
                JsonValues.object("cached_tokens", 0),
                "total_tokens",
                prompt + completion);
    }

    JsonObject responses() {
        return JsonValues.object(
                "input_tokens",
                prompt,
                "input_tokens_details",
                JsonValues.object("cached_tokens", 0, "cache_write_tokens", 0),
                "output_tokens",
                completion,
                "output_tokens_details",
                JsonValues.object("reasoning_tokens", reasoning),
                "total_tokens",
                prompt + completion);
    }

    JsonObject messages() {
        return JsonValues.object(
                "cache_creation_input_tokens",
                0,
                "cache_read_input_tokens",
                0,
                "input_tokens",
                prompt,
                "output_tokens",
                completion);
    }
}
