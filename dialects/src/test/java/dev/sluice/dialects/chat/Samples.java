package dev.sluice.dialects.chat;

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
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes conversations and answers that the dialect can carry whole, by chance. */
final class Samples {
    private static final String[] WORDS = {"one", " \n", "\"two\"", "\\", "ü", "😀", "{}", "\u2028", "\u0001", "data: "
    };

    private final Random random;
    private int ids;

    Samples(long seed) {
        this.random = new Random(seed);
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
        if (random.nextBoolean()) {
            turns.add(new Turn(Role.SYSTEM, List.of(text())));
        }
        for (int i = 0; i <= random.nextInt(3); i++) {
            turns.add(new Turn(Role.USER, said()));
            List<Part> parts = spoken(true, true);
            turns.add(new Turn(Role.ASSISTANT, parts));
            List<Part> results = new ArrayList<>();
            for (Part part : parts) {
                if (part instanceof Part.ToolCall call) {
                    results.add(new Part.ToolResult(
                            call.id(), random.nextInt(4) == 0 ? List.of() : List.of(text()), false));
                }
            }
            if (!results.isEmpty()) {
                turns.add(new Turn(Role.USER, results));
            }
        }
        if (random.nextBoolean()) {
            turns.add(new Turn(Role.USER, said()));
        }
        return turns;
    }

    private List<Part> said() {
        List<Part> parts = new ArrayList<>();
        do {
            parts.add(
                    switch (random.nextInt(5)) {
                        case 0 -> new Part.Image(new Source.Inline("image/png", "iVBORw0KGgo="), maybe(() -> "high"));
                        case 1 -> new Part.Image(new Source.Link("https://example.com/" + word()), Optional.empty());
                        case 2 ->
                            new Part.Document(new Source.Inline("application/pdf", "JVBERi0="), Optional.of("a.pdf"));
                        case 3 -> new Part.Audio(new Source.Inline("audio/wav", "UklGRg=="));
                        default -> text();
                    });
        } while (random.nextInt(3) == 0);
        return parts;
    }

    /** What the model said in the one order that a message can tell by itself. */
    private List<Part> spoken(boolean signed, boolean functionsOnly) {
        List<Part> parts = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            parts.add(new Part.Reasoning(
                    random.nextBoolean() ? text().text() : "",
                    Optional.of(new Opaque("chat-completions", "", "b3BhcXVl+/="))));
        }
        if (random.nextInt(4) != 0) {
            parts.add(text());
        }
        if (random.nextInt(8) == 0) {
            parts.add(new Part.Refusal(text().text()));
        }
        while (random.nextInt(3) == 0) {
            if (signed && random.nextInt(4) == 0) {
                String place = random.nextBoolean() ? "function" : "extra_content.google";
                parts.add(new Part.Reasoning(
                        "", Optional.of(new Opaque("chat-completions", place + ".thought_signature", "c2ln"))));
            }
            parts.add(call(!functionsOnly && random.nextInt(4) == 0));
        }
        if (parts.isEmpty()) {
            parts.add(text());
        }
        return parts;
    }

    /** Any order, several thoughts, and what other dialects' models want back. */
    List<Part> anyOrder() {
        List<Part> parts = new ArrayList<>();
        int kind = -1;
        for (int i = 0; i <= random.nextInt(7); i++) {
            int next = random.nextInt(5);
            // Two texts in a row are one.
            boolean joins = next == kind && (next == 1 || next == 2);
            if (!joins) {
                parts.add(
                        switch (next) {
                            case 0 -> call(false);
                            case 1 -> text();
                            case 2 -> new Part.Refusal(text().text());
                            default ->
                                new Part.Reasoning(
                                        random.nextBoolean() ? text().text() : "",
                                        Optional.of(new Opaque(
                                                "messages", maybe(() -> "id").orElse(""), "c2ln" + i)));
                        });
                kind = next;
            }
        }
        return parts;
    }

    Answer answer() {
        List<Part> parts = spoken(false, false);
        boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        boolean refused = parts.stream().anyMatch(Part.Refusal.class::isInstance);
        Stop.Reason end = refused ? Stop.Reason.REFUSAL : Stop.Reason.END;
        Stop.Reason reason = switch (random.nextInt(6)) {
            case 0 -> Stop.Reason.LENGTH;
            case 1 -> Stop.Reason.CONTENT_FILTER;
            default -> called ? Stop.Reason.TOOL_CALLS : end;
        };
        return new Answer(
                "chatcmpl-" + random.nextInt(1000),
                withLogProbs(parts),
                Stop.of(reason),
                maybe(() -> new Usage(count(), count(), count(), count(), count())));
    }

    private List<Part> withLogProbs(List<Part> parts) {
        if (random.nextInt(4) != 0) {
            return parts;
        }
        return parts.stream()
                .map(part -> part instanceof Part.Text text ? new Part.Text(text.text(), List.of(logProb())) : part)
                .toList();
    }

    private TokenLogProb logProb() {
        return new TokenLogProb(
                word(), -random.nextDouble(), List.of(new TokenLogProb(word(), -random.nextDouble(), List.of())));
    }

    private Part.ToolCall call(boolean custom) {
        String input = custom
                ? text().text()
                : JsonTree.object().add("x", text().text()).build().toString();
        return new Part.ToolCall("call_" + ids++, custom ? "patch" : "look", input, custom);
    }

    private Part.Text text() {
        StringBuilder text = new StringBuilder(word());
        while (random.nextInt(3) != 0) {
            text.append(word());
        }
        return new Part.Text(text.toString());
    }

    private ToolSet tools() {
        if (random.nextBoolean()) {
            return ToolSet.NONE;
        }
        Tool look = new Tool.Function(
                "look",
                maybe(() -> "Looks"),
                JsonTree.node(JsonTree.object("{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}}}")
                        .orElseThrow()),
                maybe(random::nextBoolean));
        Tool read = new Tool.Function("read_file-2", Optional.empty(), look().parameters(), Optional.empty());
        ToolChoice choice = switch (random.nextInt(4)) {
            case 0 -> new ToolChoice.Auto();
            case 1 -> new ToolChoice.None();
            case 2 -> new ToolChoice.Required();
            default -> new ToolChoice.Named("look");
        };
        return new ToolSet(List.of(look, read), maybe(() -> choice), maybe(random::nextBoolean));
    }

    private static Tool.Function look() {
        return new Tool.Function(
                "look",
                Optional.empty(),
                JsonTree.node(JsonTree.object("{\"type\":\"object\",\"additionalProperties\":false}")
                        .orElseThrow()),
                Optional.empty());
    }

    private Sampling sampling() {
        return Sampling.UNSET
                .withTemperature(maybe(() -> new BigDecimal("0.7")))
                .withTopP(maybe(() -> BigDecimal.ONE))
                .withSeed(maybe(random::nextLong))
                .withFrequencyPenalty(maybe(() -> new BigDecimal("-1.5")))
                .withPresencePenalty(maybe(() -> new BigDecimal("2")));
    }

    private Output output() {
        Format format = switch (random.nextInt(3)) {
            case 0 -> new Format.Text();
            case 1 -> new Format.Json();
            default ->
                new Format.Schema(
                        Optional.of("answer"),
                        maybe(() -> "What it is for"),
                        look().parameters(),
                        maybe(random::nextBoolean));
        };
        return Output.UNSET
                .withMaxTokens(maybe(() -> 1 + count()))
                .withStop(random.nextBoolean() ? List.of() : List.of("stop", word()))
                .withFormat(format)
                .withVerbosity(maybe(() -> "low"))
                .withLogProbs(maybe(() -> random.nextInt(21)));
    }

    private Thinking thinking() {
        return switch (random.nextInt(3)) {
            case 0 -> Thinking.UNSET;
            case 1 -> new Thinking(Thinking.Mode.OFF, Optional.of("none"), Optional.empty(), Optional.empty());
            default -> new Thinking(Thinking.Mode.UNSET, Optional.of("high"), Optional.empty(), Optional.empty());
        };
    }

    private Hints hints() {
        return new Hints(maybe(() -> "user-1"), maybe(() -> "key-1"));
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private long count() {
        return random.nextInt(100_000);
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }
}
