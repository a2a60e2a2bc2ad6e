package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;

/** Tokens of one exchange. */
record Usage(long prompt, long completion, long reasoning) {

    static Usage of(Conversation conversation, Answer answer) {
        return new Usage(conversation.promptTokens(), answer.tokens(), TokenCount.of(answer.reasoning()));
    }

    JsonObject chat() {
        return JsonTree.object(
                "completion_tokens",
                completion,
                "completion_tokens_details",
                JsonTree.object(
                        "accepted_prediction_tokens",
                        0,
                        "rejected_prediction_tokens",
                        0,
                        "reasoning_tokens",
                        reasoning),
                "prompt_tokens",
                prompt,
                "prompt_tokens_details",
                JsonTree.object("cached_tokens", 0),
                "total_tokens",
                prompt + completion);
    }

    JsonObject responses() {
        return JsonTree.object(
                "input_tokens",
                prompt,
                "input_tokens_details",
                JsonTree.object("cached_tokens", 0, "cache_write_tokens", 0),
                "output_tokens",
                completion,
                "output_tokens_details",
                JsonTree.object("reasoning_tokens", reasoning),
                "total_tokens",
                prompt + completion);
    }

    JsonObject messages() {
        return JsonTree.object(
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
