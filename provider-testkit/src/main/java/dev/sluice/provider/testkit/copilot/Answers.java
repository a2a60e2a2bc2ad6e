package dev.sluice.provider.testkit.copilot;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What the simulated models say: what a test has put down for them, otherwise something plausible. Safe for threads. */
public final class Answers {

    private final Deque<Answer> next = new ArrayDeque<>();
    private @Nullable Answer always;

    Answers() {}

    /** Says this once, after what was put down before. */
    public synchronized void next(Answer answer) {
        next.add(answer);
    }

    /** Says this whenever nothing else is put down. */
    public synchronized void always(Answer answer) {
        always = answer;
    }

    /** Goes back to making answers up. */
    public synchronized void clear() {
        next.clear();
        always = null;
    }

    Answer to(Conversation conversation, Model model) {
        Answer planned = planned();
        return (planned == null ? AnswerComposer.compose(conversation, model) : planned)
                .limitedTo(conversation.maxOutput());
    }

    private synchronized @Nullable Answer planned() {
        Answer answer = next.poll();
        return answer == null ? always : answer;
    }
}
