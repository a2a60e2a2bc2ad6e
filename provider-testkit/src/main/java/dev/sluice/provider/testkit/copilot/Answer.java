package dev.sluice.provider.testkit.copilot;

import java.util.List;

/**
 * What a simulated model says, before it is put into a dialect.
 *
 * @param text the words; may be empty
 * @param reasoning shown thinking, for models that show it; may be empty
 * @param toolCalls the calls; may be empty
 * @param truncated whether the output limit cut it
 */
public record Answer(String text, String reasoning, List<ToolCall> toolCalls, boolean truncated) {

    /** Copies the list. */
    public Answer {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Plain words. */
    public static Answer text(String text) {
        return new Answer(text, "", List.of(), false);
    }

    /** Nothing but calls of tools. */
    public static Answer calls(List<ToolCall> calls) {
        return new Answer("", "", calls, false);
    }

    /** With thinking in front. */
    public Answer thinking(String thoughts) {
        return new Answer(text, thoughts, toolCalls, truncated);
    }

    long tokens() {
        long calls = toolCalls.stream()
                .mapToLong(call -> TokenCount.of(call.name()) + TokenCount.of(call.arguments()))
                .sum();
        return TokenCount.of(text) + TokenCount.of(reasoning) + calls;
    }

    /** The text in words, each with the space after it. */
    List<String> words() {
        return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)(?=\\S)", -1));
    }

    Answer limitedTo(int maxTokens) {
        boolean fits = TokenCount.of(text) <= maxTokens;
        return fits ? this : new Answer(text.substring(0, maxTokens * 4), reasoning, toolCalls, true);
    }
}
