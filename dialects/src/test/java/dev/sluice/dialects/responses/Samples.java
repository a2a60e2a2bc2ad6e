package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
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
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.Model;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes conversations and answers of all that the dialect can carry, by chance but repeatably. */
final class Samples {
    private static final String[] TEXTS = {"a", "Hi there", "ü😀\n\"q\"\\", "{\"a\":1}", "x\u0000y", "line\r\nline"};
    private static final JsonObject SCHEMA =
            json("{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\",\"maximum\":1.5}}}");

    private final Random random;
    private int calls;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    static JsonObject json(String text) {
        return JsonTree.object(text).orElseThrow(() -> new AssertionError("no JSON object: " + text));
    }

    static Target target(boolean streaming) {
        return new Target(Model.builder("gpt-5.2-codex").build(), streaming);
    }

    static Caller caller(String request) {
        return new Caller("my-model", JsonTree.node(json(request)), Instant.ofEpochSecond(1_700_000_000));
    }

    Conversation conversation() {
        ToolSet tools = tools();
        return Conversation.of(turns())
                .withTools(tools)
                .withSampling(sampling())
                .withOutput(output())
                .withThinking(thinking())
                .withHints(hints());
    }

    private List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        if (chance()) {
            turns.add(new Turn(Role.SYSTEM, List.of(text())));
        }
        if (chance()) {
            turns.add(new Turn(Role.DEVELOPER, List.of(text(), text())));
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            turns.add(new Turn(Role.USER, some(this::mediaPart)));
            if (chance()) {
                turns.add(new Turn(Role.SYSTEM, List.of(text())));
            }
            List<Part> said = new ArrayList<>();
            List<Part> results = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                assistantPart(said, results);
            }
            if (!said.isEmpty()) {
                turns.add(new Turn(Role.ASSISTANT, said));
            }
            if (!results.isEmpty()) {
                turns.add(new Turn(Role.USER, results));
            }
        }
        return turns;
    }

    private void assistantPart(List<Part> said, List<Part> results) {
        if (chance()) {
            Opaque opaque = new Opaque("responses", "rs_" + random.nextInt(99), "gAAA+/=" + random.nextInt(99));
            said.add(new Part.Reasoning(chance() ? "" : pick(TEXTS), Optional.of(opaque)));
        }
        switch (random.nextInt(4)) {
            case 0 -> said.add(new Part.Refusal(pick(TEXTS)));
            case 1 -> said.add(text());
            default -> {
                Part.ToolCall call = call();
                said.add(call);
                results.add(new Part.ToolResult(call.id(), chance() ? List.of() : some(this::mediaPart), false));
            }
        }
    }

    private Part.ToolCall call() {
        boolean custom = chance();
        return new Part.ToolCall("call_" + calls++, custom ? "patch" : "f", custom ? pick(TEXTS) : "{\"a\":1}", custom);
    }

    private Part mediaPart() {
        return switch (random.nextInt(3)) {
            case 0 -> new Part.Image(source("image/png"), maybe(() -> pick("low", "high", "original")));
            case 1 -> new Part.Document(source("application/pdf"), Optional.of("a.pdf"));
            default -> text();
        };
    }

    private Source source(String type) {
        return chance() ? new Source.Inline(type, "AAAA") : new Source.Link("https://example.org/a");
    }

    private Part text() {
        return new Part.Text(pick(TEXTS));
    }

    private ToolSet tools() {
        if (random.nextInt(4) == 0) {
            return ToolSet.NONE;
        }
        List<Tool> tools = List.of(
                new Tool.Function("f", maybe(() -> pick(TEXTS)), JsonTree.node(SCHEMA), Optional.of(chance())),
                new Tool.Custom(
                        "patch",
                        maybe(() -> pick(TEXTS)),
                        maybe(() -> JsonTree.node(
                                json("{\"type\":\"grammar\",\"syntax\":\"lark\",\"definition\":\"start: /x/\"}")))));
        return new ToolSet(tools, maybe(this::choice), maybe(this::chance));
    }

    private ToolChoice choice() {
        return switch (random.nextInt(5)) {
            case 0 -> new ToolChoice.Auto();
            case 1 -> new ToolChoice.None();
            case 2 -> new ToolChoice.Required();
            case 3 -> new ToolChoice.Named(pick("f", "patch"));
            default -> new ToolChoice.Allowed(List.of("f", "patch"), chance());
        };
    }

    private Sampling sampling() {
        return Sampling.UNSET
                .withTemperature(maybe(() -> new BigDecimal(pick("0", "0.70", "2"))))
                .withTopP(maybe(() -> new BigDecimal(pick("0.1", "1"))));
    }

    private Output output() {
        return Output.UNSET
                .withMaxTokens(maybe(() -> 16L + random.nextInt(100_000)))
                .withFormat(format())
                .withVerbosity(maybe(() -> pick("low", "medium", "high")))
                .withLogProbs(maybe(() -> random.nextInt(21)));
    }

    private Format format() {
        return switch (random.nextInt(3)) {
            case 0 -> new Format.Text();
            case 1 -> new Format.Json();
            default ->
                new Format.Schema(
                        Optional.of("n"), maybe(() -> pick(TEXTS)), JsonTree.node(SCHEMA), maybe(this::chance));
        };
    }

    private Thinking thinking() {
        Optional<Boolean> shown = maybe(() -> true);
        return switch (random.nextInt(3)) {
            case 0 -> new Thinking(Thinking.Mode.OFF, Optional.of("none"), Optional.empty(), shown);
            case 1 -> new Thinking(Thinking.Mode.UNSET, Optional.empty(), Optional.empty(), shown);
            default ->
                new Thinking(
                        Thinking.Mode.UNSET, Optional.of(pick("minimal", "low", "xhigh")), Optional.empty(), shown);
        };
    }

    private Hints hints() {
        return new Hints(maybe(() -> pick("u", "ü")), maybe(() -> pick("k", "l")));
    }

    /** Makes an answer in which no two parts of one kind follow each other, as streams can't tell them apart. */
    Answer answer() {
        List<Part> parts = new ArrayList<>();
        int before = -1;
        for (int i = random.nextInt(5); i > 0; i--) {
            int kind = random.nextInt(5);
            boolean merging = (kind == before && kind <= 2) || (before == 2 && kind == 3);
            if (!merging) {
                parts.add(answerPart(kind));
                before = kind;
            }
        }
        boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        boolean refused = parts.stream().anyMatch(Part.Refusal.class::isInstance);
        Stop.Reason whole = called ? Stop.Reason.TOOL_CALLS : refused ? Stop.Reason.REFUSAL : Stop.Reason.END;
        return new Answer(
                "resp_" + random.nextInt(99),
                parts,
                Stop.of(pick(whole, whole, Stop.Reason.LENGTH, Stop.Reason.CONTENT_FILTER)),
                maybe(() -> new Usage(random.nextInt(99), 3, 2, random.nextInt(99), 1)));
    }

    private Part answerPart(int kind) {
        return switch (kind) {
            case 0 -> chance() ? text() : new Part.Text("ab", List.of(logProb("a"), logProb("b")));
            case 1 -> new Part.Refusal(pick(TEXTS));
            case 2 -> new Part.Reasoning(pick(TEXTS), Optional.empty());
            case 3 -> {
                Opaque own = new Opaque("responses", "rs_" + random.nextInt(99), "gAAA");
                yield new Part.Reasoning(
                        chance() ? "" : pick(TEXTS), Optional.of(pick(own, new Opaque("messages", "", "c2ln"))));
            }
            default -> call();
        };
    }

    private TokenLogProb logProb(String token) {
        TokenLogProb top = new TokenLogProb(token, -0.5, List.of());
        return new TokenLogProb(token, -0.5, chance() ? List.of() : List.of(top));
    }

    private List<Part> some(Supplier<Part> part) {
        List<Part> parts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            parts.add(part.get());
        }
        return parts;
    }

    private boolean chance() {
        return random.nextBoolean();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return chance() ? Optional.of(value.get()) : Optional.empty();
    }

    @SafeVarargs
    private final <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
