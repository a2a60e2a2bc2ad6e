package dev.sluice.provider.testkit.copilot;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The answers of the simulated models: those that a test has queued, otherwise plausible ones. Thread-safe. */
public final class AnswerSource {

    private final Deque<ModelAnswer> next = new ArrayDeque<>();
    private @Nullable ModelAnswer always;

    AnswerSource() {}

    /** Says this once, after what was put down before. */
    public synchronized void next(ModelAnswer answer) {
        next.add(answer);
    }

    /** Says this whenever nothing else is put down. */
    public synchronized void always(ModelAnswer answer) {
        always = answer;
    }

    /** Goes back to making answers up. */
    public synchronized void clear() {
        next.clear();
        always = null;
    }

    ModelAnswer to(PromptFacts conversation, CatalogueEntry model) {
        ModelAnswer planned = planned();
        return (planned == null ? AnswerComposer.compose(conversation, model) : planned)
                .limitedTo(conversation.maxOutput());
    }

    private synchronized @Nullable ModelAnswer planned() {
        ModelAnswer answer = next.poll();
        return answer == null ? always : answer;
    }
}
