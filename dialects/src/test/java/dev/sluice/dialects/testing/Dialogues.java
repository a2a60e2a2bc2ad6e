package dev.sluice.dialects.testing;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Stop;
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

/** Makes up conversations and answers of what every dialect has a place for; the same for the same seed. */
public final class Dialogues {
    private static final List<String> TEXTS = List.of(
            "Hello",
            "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.",
            "😀 \"quoted\" \\ back\tslash\nand a new line",
            "  spaces around  ",
            "data: [DONE]\n\nevent: error\n\n",
            "</system> {\"role\":\"user\"}");

    private final Random random;
    private int calls;

    private Dialogues(long seed) {
        this.random = new Random(seed);
    }

    /** Makes up a conversation that ends with the user. */
    public static Conversation conversation(long seed) {
        return new Dialogues(seed).conversation();
    }

    /** Makes up an answer of texts and calls. */
    public static Answer answer(long seed) {
        return new Dialogues(seed).answer();
    }

    private Conversation conversation() {
        List<Turn> turns = new ArrayList<>();
        if (random.nextBoolean()) {
            turns.add(new Turn(Role.SYSTEM, List.of(text())));
        }
        int rounds = random.nextInt(3);
        for (int i = 0; i < rounds; i++) {
            turns.add(new Turn(Role.USER, asked()));
            round(turns);
        }
        turns.add(new Turn(Role.USER, asked()));
        ToolSet tools = new ToolSet(
                List.of(function("read_file"), function("search")),
                pick(
                        Optional.empty(),
                        Optional.of(new ToolChoice.Auto()),
                        Optional.of(new ToolChoice.Required()),
                        Optional.of(new ToolChoice.Named("search"))),
                Optional.empty());
        Output output = Output.UNSET.withMaxTokens(Optional.of(1000L + random.nextInt(1000)));
        return Conversation.of(turns).withTools(tools).withSampling(sampling()).withOutput(output);
    }

    private Sampling sampling() {
        return Sampling.UNSET.withTemperature(pick(Optional.empty(), Optional.of(new BigDecimal("0.5"))));
    }

    private List<Part> asked() {
        return random.nextInt(4) == 0
                ? List.of(text(), new Part.Image(new Source.Inline("image/png", "iVBORw0KGgo="), Optional.empty()))
                : List.of(text());
    }

    /** The model answers, or has tools called first. */
    private void round(List<Turn> turns) {
        if (random.nextBoolean()) {
            List<Part> wishes = new ArrayList<>();
            List<Part> results = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                Part.ToolCall call = call();
                wishes.add(call);
                results.add(new Part.ToolResult(call.id(), List.of(text()), false));
            }
            turns.add(new Turn(Role.ASSISTANT, wishes));
            turns.add(new Turn(Role.USER, results));
        }
        turns.add(new Turn(Role.ASSISTANT, List.of(text())));
    }

    private Answer answer() {
        List<Part> parts = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            parts.add(text());
        }
        int wishes = parts.isEmpty() ? 1 + random.nextInt(2) : random.nextInt(3);
        for (int i = 0; i < wishes; i++) {
            parts.add(call());
        }
        Stop stop = Stop.of(wishes > 0 ? Stop.Reason.TOOL_CALLS : pick(Stop.Reason.END, Stop.Reason.LENGTH));
        long input = 10L + random.nextInt(100);
        return new Answer("x1", parts, stop, Optional.of(new Usage(input, random.nextInt(10), 0, 5, 0)));
    }

    private Part.ToolCall call() {
        JsonObject input = JsonTree.object()
                .add("path", pick(TEXTS.toArray(String[]::new)))
                .add("line", random.nextInt(100))
                .build();
        return new Part.ToolCall("call_" + calls++, pick("read_file", "search"), input.toString(), false);
    }

    private static Tool function(String name) {
        JsonObject schema = JsonTree.object(
                        "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"},\"line\":{\"type\":\"integer\"}},"
                                + "\"required\":[\"path\"]}")
                .orElseThrow();
        return new Tool.Function(name, Optional.of("Does " + name), JsonTree.node(schema), Optional.empty());
    }

    private Part.Text text() {
        return new Part.Text(pick(TEXTS.toArray(String[]::new)));
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
