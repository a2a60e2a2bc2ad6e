package dev.sluice.provider.testkit.copilot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Composes a plausible answer: calls a tool if the request has any, and refers to the user's message. */
final class AnswerComposer {
    private static final int LONGEST_DESCRIPTION = 100;
    private static final int LONGEST_QUOTE = 320;

    private AnswerComposer() {}

    static ModelAnswer compose(PromptFacts conversation, CatalogueEntry model) {
        ModelAnswer answer = answer(conversation, model);
        return model.claude() && conversation.toolResults().isEmpty()
                ? answer.thinking("The user wrote: " + quote(conversation.lastText()) + " I'll answer that.")
                : answer;
    }

    private static ModelAnswer answer(PromptFacts conversation, CatalogueEntry model) {
        if (!conversation.toolResults().isEmpty()) {
            String results = conversation.toolResults().stream()
                    .map(AnswerComposer::quote)
                    .collect(Collectors.joining(", "));
            return ModelAnswer.text("The tool answered " + results + ". That is what you asked for.");
        }
        if (conversation.toolsAllowed() && !conversation.tools().isEmpty()) {
            return ModelAnswer.calls(calls(conversation));
        }
        if (conversation.schema() != null) {
            return ModelAnswer.text(json(conversation));
        }
        return ModelAnswer.text(words(conversation, model));
    }

    private static List<ToolCall> calls(PromptFacts conversation) {
        List<ToolSpec> ranked = new ArrayList<>(conversation.tools());
        ranked.sort(Comparator.comparingInt((ToolSpec tool) -> -relevance(tool, conversation)));
        int count = conversation.parallel() && conversation.forcedTool() == null ? 2 : 1;
        List<ToolCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ToolSpec tool = ranked.get(i % ranked.size());
            calls.add(new ToolCall(
                    tool.name(),
                    SchemaExample.of(tool.schema(), conversation.lastText()).toString()));
        }
        return calls;
    }

    private static int relevance(ToolSpec tool, PromptFacts conversation) {
        if (tool.name().equals(conversation.forcedTool())) {
            return Integer.MAX_VALUE;
        }
        // Descriptions are long, and mention everything: a word of the name says more than all of them.
        List<String> asked = terms(conversation.lastText());
        return LONGEST_DESCRIPTION * common(asked, terms(tool.name())) + common(asked, terms(tool.description()));
    }

    private static int common(List<String> asked, List<String> offered) {
        return (int) Math.min(
                LONGEST_DESCRIPTION - 1,
                offered.stream().filter(asked::contains).count());
    }

    private static List<String> terms(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split("[\\W_]+", -1)).stream()
                .filter(term -> term.length() > 2)
                .distinct()
                .toList();
    }

    private static String json(PromptFacts conversation) {
        return conversation.schema() == null || conversation.schema().isEmpty()
                ? JsonValues.object("answer", "You wrote: " + shortened(conversation.lastText()))
                        .toString()
                : SchemaExample.of(conversation.schema(), conversation.lastText())
                        .toString();
    }

    private static String words(PromptFacts conversation, CatalogueEntry model) {
        String images = conversation.images().isEmpty()
                ? ""
                : conversation.images().stream()
                        .map(ImageFacts::description)
                        .collect(Collectors.joining(" and ", "I see ", ". "));
        return images + "You wrote: " + quote(conversation.lastText()) + " I am the simulated " + model.id()
                + ", so I can't think about it, but the words reach you the way the real ones would.";
    }

    private static String quote(String text) {
        return "\u201c" + shortened(text) + "\u201d";
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, line.offsetByCodePoints(0, 80)) + "\u2026";
    }
}
