package dev.sluice.dialects.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.provider.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs streams through readers and writers, and judges whether what comes out is a proper stream. */
public final class Streams {
    private Streams() {}

    /** Reads a whole stream, checking the rules of {@link Delta}. */
    public static List<Delta> read(StreamReader reader, List<ServerSentEvent> events) {
        List<Delta> deltas = new ArrayList<>();
        events.forEach(event -> reader.read(event, deltas::add));
        reader.end(deltas::add);
        assertProper(deltas);
        return deltas;
    }

    /** Writes a whole stream. */
    public static List<ServerSentEvent> write(StreamWriter writer, List<Delta> deltas) {
        List<ServerSentEvent> events = new ArrayList<>();
        deltas.forEach(delta -> writer.write(delta, events::add));
        writer.end(events::add);
        return events;
    }

    /** Fails unless one beginning comes first, one end last, no piece is empty, and input belongs to a call. */
    public static void assertProper(List<Delta> deltas) {
        assertThat(deltas.getFirst()).isInstanceOf(Delta.Begin.class);
        assertThat(deltas).filteredOn(Delta.Begin.class::isInstance).hasSize(1);
        assertThat(deltas).filteredOn(Delta.End.class::isInstance).hasSize(1);
        List<Delta> parts =
                deltas.stream().filter(delta -> !(delta instanceof Delta.Spent)).toList();
        assertThat(parts.getLast()).isInstanceOf(Delta.End.class);
        Delta before = parts.getFirst();
        for (Delta delta : parts.subList(1, parts.size())) {
            switch (delta) {
                case Delta.Text text ->
                    assertThat(text.text().isEmpty() && text.logProbs().isEmpty())
                            .isFalse();
                case Delta.Reasoning reasoning -> assertThat(reasoning.text()).isNotEmpty();
                case Delta.Refusal refusal -> assertThat(refusal.text()).isNotEmpty();
                case Delta.CallInput input -> {
                    assertThat(input.text()).isNotEmpty();
                    assertThat(before).isInstanceOfAny(Delta.CallBegin.class, Delta.CallInput.class);
                }
                default -> {}
            }
            before = delta;
        }
    }

    /** Puts an answer together from its steps. */
    public static Answer collect(List<Delta> deltas) {
        Collected collected = new Collected();
        deltas.forEach(collected::add);
        return collected.answer();
    }

    /** Takes an answer apart, each text cut into pieces of so many characters. */
    public static List<Delta> steps(Answer answer, int size) {
        List<Delta> deltas = new ArrayList<>();
        deltas.add(new Delta.Begin(answer.id(), Optional.empty()));
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text text
                when !text.logProbs().isEmpty() -> deltas.add(new Delta.Text(text.text(), text.logProbs()));
                case Part.Text text -> cut(text.text(), size).forEach(piece -> deltas.add(new Delta.Text(piece)));
                case Part.Refusal refusal ->
                    cut(refusal.text(), size).forEach(piece -> deltas.add(new Delta.Refusal(piece)));
                case Part.Reasoning reasoning -> {
                    cut(reasoning.text(), size).forEach(piece -> deltas.add(new Delta.Reasoning(piece)));
                    reasoning.opaque().ifPresent(opaque -> deltas.add(new Delta.Signed(opaque)));
                }
                case Part.ToolCall call -> {
                    deltas.add(new Delta.CallBegin(call.id(), call.name(), call.custom()));
                    cut(call.input(), size).forEach(piece -> deltas.add(new Delta.CallInput(piece)));
                }
                default -> throw new AssertionError("no part of an answer: " + part);
            }
        }
        deltas.add(new Delta.End(answer.stop()));
        answer.usage().ifPresent(usage -> deltas.add(new Delta.Spent(usage)));
        return deltas;
    }

    private static List<String> cut(String text, int size) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + size);
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private static final class Collected {
        private final List<Part> parts = new ArrayList<>();
        private String id = "";
        private Stop stop = Stop.of(Stop.Reason.END);
        private Optional<Usage> usage = Optional.empty();

        void add(Delta delta) {
            switch (delta) {
                case Delta.Begin begin -> {
                    id = begin.id();
                    usage = begin.usage();
                }
                case Delta.Text text -> text(text);
                case Delta.Refusal refusal -> {
                    String before = last() instanceof Part.Refusal open ? replaced(open.text()) : "";
                    parts.add(new Part.Refusal(before + refusal.text()));
                }
                case Delta.Reasoning reasoning -> {
                    String before = openThought().map(this::replaced).orElse("");
                    parts.add(new Part.Reasoning(before + reasoning.text(), Optional.empty()));
                }
                case Delta.Signed(Opaque opaque) -> {
                    String before = openThought().map(this::replaced).orElse("");
                    parts.add(new Part.Reasoning(before, Optional.of(opaque)));
                }
                case Delta.CallBegin call -> parts.add(new Part.ToolCall(call.id(), call.name(), "", call.custom()));
                case Delta.CallInput input -> {
                    Part.ToolCall call = (Part.ToolCall) parts.removeLast();
                    parts.add(new Part.ToolCall(call.id(), call.name(), call.input() + input.text(), call.custom()));
                }
                case Delta.Spent spent -> usage = Optional.of(spent.usage());
                case Delta.End end -> stop = end.stop();
            }
        }

        private void text(Delta.Text text) {
            List<TokenLogProb> logProbs = new ArrayList<>();
            String before = "";
            if (last() instanceof Part.Text open) {
                logProbs.addAll(open.logProbs());
                before = replaced(open.text());
            }
            logProbs.addAll(text.logProbs());
            parts.add(new Part.Text(before + text.text(), logProbs));
        }

        private Optional<String> openThought() {
            return last() instanceof Part.Reasoning open && open.opaque().isEmpty()
                    ? Optional.of(open.text())
                    : Optional.empty();
        }

        private Part last() {
            return parts.isEmpty() ? new Part.ToolResult("", List.of(), false) : parts.getLast();
        }

        private String replaced(String text) {
            parts.removeLast();
            return text;
        }

        Answer answer() {
            return new Answer(id, parts, stop, usage);
        }
    }
}
