package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Stop.Reason;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Thinking.Mode;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes conversations and answers up, all of which the dialect can say, and says in one way only: roles alternate,
 * texts do not follow each other, a thought stands before what it led to.
 */
final class RandomTalk {
    private static final List<String> PIECES =
            List.of("a", "Hello ", "\"", "\\", "\n", "é", "😀", "{", "</x>", "\u0001", "日本", "sluice1.");

    private final Random random;
    private int calls;

    RandomTalk(long seed) {
        this.random = new Random(seed);
    }

    Conversation conversation() {
        List<Tool> tools = several(3, () -> (Tool) new Tool.Function(
                "tool_" + calls++,
                maybe(this::text),
                JsonTree.node(schema()),
                random.nextBoolean() ? Optional.of(true) : Optional.empty()));
        boolean thinking = random.nextBoolean();
        List<Turn> turns = new ArrayList<>();
        if (random.nextBoolean()) {
            turns.add(new Turn(Role.SYSTEM, atLeastOne(3, () -> new Part.Text(text()))));
        }
        turns.add(new Turn(Role.USER, shown()));
        for (int i = random.nextInt(4); i > 0; i--) {
            exchange(turns, tools);
        }
        return Conversation.of(turns)
                .withTools(
                        tools.isEmpty() ? ToolSet.NONE : new ToolSet(tools, choice(tools, thinking), Optional.empty()))
                .withSampling(thinking ? Sampling.UNSET : sampling())
                .withOutput(output())
                .withThinking(thinking ? thinking() : Thinking.UNSET)
                .withHints(new Hints(maybe(this::text), Optional.empty()));
    }

    Answer answer() {
        List<Part> parts = said(random.nextBoolean() ? List.of() : List.of("f", "g"));
        boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        List<Stop> stops = called
                ? List.of(Stop.of(Reason.TOOL_CALLS), Stop.of(Reason.LENGTH))
                : List.of(
                        Stop.of(Reason.END),
                        Stop.of(Reason.LENGTH),
                        Stop.of(Reason.REFUSAL),
                        new Stop(Reason.STOP_SEQUENCE, Optional.of(text())));
        long read = random.nextInt(100);
        long written = random.nextInt(100);
        long thought = random.nextBoolean() ? 0 : random.nextInt(50);
        Usage usage = new Usage(read + written + random.nextInt(1000), read, written, thought + 1, thought);
        return new Answer("msg_" + random.nextInt(1000), parts, one(stops), Optional.of(usage));
    }

    /** The assistant speaks, and the user answers. */
    private void exchange(List<Turn> turns, List<Tool> tools) {
        List<Part> said = said(tools.stream().map(Tool::name).toList());
        turns.add(new Turn(Role.ASSISTANT, said));
        List<Part> answer = new ArrayList<>();
        for (Part part : said) {
            if (part instanceof Part.ToolCall call) {
                answer.add(new Part.ToolResult(
                        call.id(), random.nextBoolean() ? shown() : List.of(), random.nextBoolean()));
            }
        }
        if (answer.isEmpty() || random.nextBoolean()) {
            answer.addAll(shown());
        }
        turns.add(new Turn(Role.USER, answer));
    }

    private List<Part> said(List<String> tools) {
        List<Part> parts = new ArrayList<>();
        if (random.nextBoolean()) {
            thought(parts);
        }
        if (tools.isEmpty() || random.nextBoolean()) {
            parts.add(new Part.Text(text()));
            if (!tools.isEmpty() && random.nextInt(4) == 0) {
                thought(parts);
            }
        }
        if (!tools.isEmpty()) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                parts.add(new Part.ToolCall("toolu_" + calls++, one(tools), json().toString(), false));
            }
        }
        return parts;
    }

    private void thought(List<Part> parts) {
        boolean redacted = random.nextInt(4) == 0;
        Opaque opaque = new Opaque("messages", redacted ? "redacted_thinking" : "", "s" + random.nextInt(1000));
        parts.add(new Part.Reasoning(redacted || random.nextInt(4) == 0 ? "" : text(), Optional.of(opaque)));
    }

    private List<Part> shown() {
        List<Part> parts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Source.Link link = new Source.Link("https://example.org/" + random.nextInt(10));
            parts.add(
                    switch (random.nextInt(5)) {
                        case 0 -> new Part.Image(new Source.Inline("image/png", "iVBORw0K"), Optional.empty());
                        case 1 -> new Part.Image(link, Optional.empty());
                        case 2 ->
                            new Part.Document(new Source.Inline("application/pdf", "JVBERi0x"), maybe(this::text));
                        case 3 -> new Part.Document(link, maybe(this::text));
                        default -> new Part.Text(text());
                    });
        }
        return parts;
    }

    private Optional<ToolChoice> choice(List<Tool> tools, boolean thinking) {
        List<ToolChoice> choices = new ArrayList<>(List.of(new ToolChoice.Auto(), new ToolChoice.None()));
        if (!thinking) {
            choices.add(new ToolChoice.Required());
            choices.add(new ToolChoice.Named(one(tools).name()));
        }
        return maybe(() -> one(choices));
    }

    private Sampling sampling() {
        boolean share = random.nextBoolean();
        BigDecimal value = BigDecimal.valueOf(random.nextInt(100), 2);
        return Sampling.UNSET
                .withTemperature(share ? Optional.empty() : maybe(() -> value))
                .withTopP(share ? maybe(() -> value) : Optional.empty())
                .withTopK(maybe(() -> (long) random.nextInt(100)));
    }

    private Output output() {
        Format format = random.nextBoolean()
                ? new Format.Text()
                : new Format.Schema(Optional.empty(), Optional.empty(), JsonTree.node(schema()), Optional.of(true));
        return Output.UNSET
                .withMaxTokens(Optional.of(5000L + random.nextInt(100_000)))
                .withStop(several(3, this::text))
                .withFormat(format);
    }

    private Thinking thinking() {
        Optional<Boolean> shown = maybe(random::nextBoolean);
        Optional<String> effort = maybe(() -> one(List.of("low", "medium", "high", "xhigh", "max")));
        return random.nextInt(4) == 0
                ? new Thinking(Mode.OFF, Optional.empty(), Optional.empty(), Optional.empty())
                : new Thinking(Mode.ADAPTIVE, effort, Optional.empty(), shown);
    }

    private JsonObject schema() {
        return JsonTree.object()
                .add("type", "object")
                .add(
                        "properties",
                        JsonTree.object().add(text(), JsonTree.object().add("type", "string")))
                .build();
    }

    private JsonObject json() {
        return random.nextInt(4) == 0
                ? JsonTree.object().build()
                : JsonTree.object()
                        .add(text(), text())
                        .add("n", random.nextInt())
                        .add("list", JsonTree.array().add(true).addNull())
                        .build();
    }

    private String text() {
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(one(PIECES));
        }
        return text.toString();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> several(int most, Supplier<T> value) {
        List<T> values = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            values.add(value.get());
        }
        return values;
    }

    private List<Part> atLeastOne(int most, Supplier<Part> value) {
        List<Part> values = new ArrayList<>(several(most - 1, value));
        values.add(value.get());
        return values;
    }
}
