package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.TokenUsage;

/** Reads OpenAI's {@code usage}; what is missing or no number counts as zero. */
final class ChatUsage {
    private ChatUsage() {}

    static TokenUsage of(JsonNode usage) {
        return new TokenUsage(
                count(usage.get("prompt_tokens")),
                count(usage.get("completion_tokens")),
                count(usage.get("prompt_tokens_details").get("cached_tokens")),
                count(usage.get("completion_tokens_details").get("reasoning_tokens")));
    }

    private static long count(JsonNode tokens) {
        return tokens.is(Kind.NUMBER) ? Math.max(0, (long) tokens.doubleValue()) : 0;
    }
}
