package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts what a model said together from its steps. Used by one thread. */
final class AnswerCollector implements Consumer<Delta> {
    private final List<Part> parts = new ArrayList<>();
    private final List<TokenLogProb> logProbs = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    /** What {@code text} belongs to: the step that began it. */
    private @Nullable Delta open;

    private String id = "";
    private Stop stop = Stop.of(Stop.Reason.END);
    private Optional<Usage> usage = Optional.empty();

    @Override
    public void accept(Delta delta) {
        switch (delta) {
            case Delta.Begin begin -> {
                id = begin.id();
                usage = begin.usage();
            }
            case Delta.Text more -> {
                go(open instanceof Delta.Text, more, more.text());
                logProbs.addAll(more.logProbs());
            }
            case Delta.Refusal more -> go(open instanceof Delta.Refusal, more, more.text());
            case Delta.Reasoning more -> go(open instanceof Delta.Reasoning, more, more.text());
            case Delta.Signed(Opaque opaque) -> {
                if (!(open instanceof Delta.Reasoning)) {
                    close();
                }
                parts.add(new Part.Reasoning(taken(), Optional.of(opaque)));
                open = null;
            }
            case Delta.CallBegin call -> go(false, call, "");
            case Delta.CallInput more -> text.append(more.text());
            case Delta.Spent spent -> usage = Optional.of(spent.usage());
            case Delta.End end -> stop = end.stop();
        }
    }

    /** Adds what is no step, because models as a rule do not say it. */
    void add(Part part) {
        close();
        parts.add(part);
    }

    /** Returns all parts up to now. */
    List<Part> parts() {
        close();
        return List.copyOf(parts);
    }

    Answer answer() {
        return new Answer(id, parts(), stop, usage);
    }

    private void go(boolean on, Delta step, String more) {
        if (!on) {
            close();
            open = step;
        }
        text.append(more);
    }

    private void close() {
        switch (open) {
            case null -> {}
            case Delta.Text _ -> {
                parts.add(new Part.Text(taken(), logProbs));
                logProbs.clear();
            }
            case Delta.Refusal _ -> parts.add(new Part.Refusal(taken()));
            case Delta.Reasoning _ -> parts.add(new Part.Reasoning(taken(), Optional.empty()));
            case Delta.CallBegin call -> parts.add(new Part.ToolCall(call.id(), call.name(), taken(), call.custom()));
            default -> throw new IllegalStateException("not the beginning of a part: " + open);
        }
        open = null;
    }

    private String taken() {
        String all = text.toString();
        text.setLength(0);
        return all;
    }
}
