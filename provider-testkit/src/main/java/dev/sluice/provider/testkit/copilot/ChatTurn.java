package dev.sluice.provider.testkit.copilot;

/**
 * An answer to be written as a chat completion.
 *
 * @param usageApart whether a stream was asked for a last chunk with the usage alone
 * @param created unix seconds
 */
record ChatTurn(CatalogueEntry model, ModelAnswer answer, TokensUsed usage, boolean usageApart, long created) {

    String finishReason() {
        if (answer.truncated()) {
            return "length";
        }
        return answer.toolCalls().isEmpty() ? "stop" : "tool_calls";
    }
}
