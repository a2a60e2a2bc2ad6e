package dev.sluice.provider.testkit.copilot;

import java.util.List;

/**
 * The answer of a simulated model, independent of a dialect.
 *
 * @param text the words; may be empty
 * @param reasoning shown thinking, for models that show it; may be empty
 * @param toolCalls the calls; may be empty
 * @param truncated whether the output limit cut it
 */
public record ModelAnswer(String text, String reasoning, List<ToolCall> toolCalls, boolean truncated) {

    /** Copies the list. */
    public ModelAnswer {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Plain words. */
    public static ModelAnswer text(String text) {
        return new ModelAnswer(text, "", List.of(), false);
    }

    /** Nothing but calls of tools. */
    public static ModelAnswer calls(List<ToolCall> calls) {
        return new ModelAnswer("", "", calls, false);
    }

    /** With thinking in front. */
    public ModelAnswer thinking(String thoughts) {
        return new ModelAnswer(text, thoughts, toolCalls, truncated);
    }

    long tokens() {
        long calls = toolCalls.stream()
                .mapToLong(call -> TokenApproximation.of(call.name()) + TokenApproximation.of(call.arguments()))
                .sum();
        return TokenApproximation.of(text) + TokenApproximation.of(reasoning) + calls;
    }

    /** The text in words, each with the space after it. */
    List<String> words() {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)(?=\\S)", -1));
    }

    ModelAnswer limitedTo(int maxTokens) {
        boolean fits = TokenApproximation.of(text) <= maxTokens;
        return fits ? this : new ModelAnswer(text.substring(0, maxTokens * 4), reasoning, toolCalls, true);
    }
}
