package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
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
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Makes conversations and answers, all different, of what Gemini's dialect can say. */
final class Samples {
    private static final List<String> TEXTS =
            List.of("Hello", "\"\\\n\t\u0001", "ü 😀 €", "{\"a\":1}", " ", "data: x\n\n", "[DONE]", "null");

    private final Random random;
    private int calls;

    Samples(Random random) {
        this.random = random;
    }

    Conversation conversation() {
        List<Turn> turns = new ArrayList<>();
        if (random.nextBoolean()) {
            turns.add(new Turn(Role.SYSTEM, some(2, this::text)));
        }
        for (int round = 0; round <= random.nextInt(4); round++) {
            turns.add(new Turn(Role.USER, some(3, this::input)));
            List<Part> said = said(() -> new Opaque("gemini", "", "c2ln" + random.nextInt(100)), false);
            turns.add(new Turn(Role.ASSISTANT, said));
            List<Part> results = said.stream()
                    .filter(Part.ToolCall.class::isInstance)
                    .map(call -> result((Part.ToolCall) call))
                    .toList();
            if (!results.isEmpty()) {
                turns.add(new Turn(Role.USER, results));
                turns.add(new Turn(Role.ASSISTANT, List.of(text())));
            }
        }
        return Conversation.of(turns)
                .withTools(tools())
                .withSampling(sampling())
                .withOutput(output())
                .withThinking(thinking());
    }

    Answer answer() {
        List<Part> parts = said(
                () -> pick(
                        new Opaque("gemini", "", "c2ln" + random.nextInt(100)),
                        new Opaque("gemini", "id", "c2ln"),
                        new Opaque("responses", "rs_1", pick(TEXTS)),
                        new Opaque("messages", "", pick(TEXTS))),
                true);
        boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        Stop.Reason reason =
                pick(called ? Stop.Reason.TOOL_CALLS : Stop.Reason.END, Stop.Reason.LENGTH, Stop.Reason.CONTENT_FILTER);
        int reasoning = random.nextInt(50);
        Usage usage = new Usage(random.nextInt(99), random.nextInt(99), 0, reasoning + random.nextInt(99), reasoning);
        return new Answer(pick("", "resp_1", "-_"), parts, Stop.of(reason), perhaps(() -> usage));
    }

    /** Thoughts without a signature flow into the next one, and texts into the next one; so they don't stand so. */
    private List<Part> said(Supplier<Opaque> opaques, boolean judged) {
        List<Part> parts = new ArrayList<>();
        boolean logProbs = judged && random.nextInt(4) == 0;
        for (int segment = 0; segment <= random.nextInt(4); segment++) {
            for (int thoughts = random.nextInt(4); thoughts > 1; thoughts--) {
                parts.add(new Part.Reasoning(pick("", pick(TEXTS)), Optional.of(opaques.get())));
            }
            if (random.nextInt(3) == 0) {
                parts.add(new Part.Reasoning(pick(TEXTS), Optional.empty()));
            }
            boolean afterText = !parts.isEmpty() && parts.getLast() instanceof Part.Text;
            if (afterText || (logProbs && segment > 0) || random.nextBoolean()) {
                parts.add(new Part.ToolCall("id-" + calls++, pick("f", "g_2", "h.i"), object().toString(), false));
            } else {
                parts.add(logProbs ? new Part.Text("ab", List.of(token("a", true), token("b", false))) : text());
            }
        }
        if (random.nextInt(4) == 0) {
            parts.add(new Part.Reasoning(pick("", pick(TEXTS)), Optional.of(opaques.get())));
        }
        return parts;
    }

    private TokenLogProb token(String text, boolean top) {
        return new TokenLogProb(text, -random.nextDouble(), top ? List.of(token(pick(TEXTS), false)) : List.of());
    }

    private Part text() {
        return new Part.Text(pick(TEXTS));
    }

    private Part input() {
        return switch (random.nextInt(6)) {
            case 0 -> image();
            case 1 ->
                new Part.Document(
                        pick(new Source.Inline("application/pdf", "AAAA"), new Source.Link("https://x.org/a")),
                        Optional.empty());
            case 2 -> new Part.Audio(new Source.Inline("audio/wav", "AA=="));
            default -> text();
        };
    }

    private Part image() {
        return new Part.Image(
                pick(new Source.Inline("image/png", "AAA="), new Source.Link("https://x.org/a.jpeg")),
                Optional.empty());
    }

    private Part result(Part.ToolCall call) {
        List<Part> content = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            content.add(text());
        }
        if (random.nextInt(3) == 0) {
            content.add(image());
        }
        return new Part.ToolResult(call.id(), content, random.nextBoolean());
    }

    private ToolSet tools() {
        if (random.nextBoolean()) {
            return ToolSet.NONE;
        }
        List<Tool> tools = new ArrayList<>();
        for (String name : List.of("f", "g_2", "h.i")) {
            tools.add(new Tool.Function(name, perhaps(() -> pick(TEXTS)), JsonTree.node(object()), Optional.empty()));
        }
        Optional<ToolChoice> choice = perhaps(() -> pick(
                new ToolChoice.Auto(),
                new ToolChoice.None(),
                new ToolChoice.Required(),
                new ToolChoice.Named("f"),
                new ToolChoice.Allowed(List.of("f", "g_2"), true),
                new ToolChoice.Allowed(List.of("g_2"), false)));
        return new ToolSet(tools, choice, Optional.empty());
    }

    private Sampling sampling() {
        return Sampling.UNSET
                .withTemperature(perhaps(() -> decimal(0, 2)))
                .withTopP(perhaps(() -> decimal(0, 1)))
                .withTopK(perhaps(() -> random.nextLong(100)))
                .withSeed(perhaps(() -> (long) random.nextInt()))
                .withFrequencyPenalty(perhaps(() -> decimal(-2, 2)))
                .withPresencePenalty(perhaps(() -> decimal(-2, 2)));
    }

    private Output output() {
        Format format = pick(
                new Format.Text(),
                new Format.Json(),
                new Format.Schema(Optional.empty(), Optional.empty(), JsonTree.node(object()), Optional.empty()));
        return Output.UNSET
                .withMaxTokens(perhaps(() -> random.nextLong(1, 1L << 40)))
                .withStop(TEXTS.subList(0, random.nextInt(6)))
                .withFormat(format)
                .withLogProbs(perhaps(() -> random.nextInt(21)));
    }

    private Thinking thinking() {
        Optional<Boolean> shown = perhaps(random::nextBoolean);
        return switch (random.nextInt(4)) {
            case 0 ->
                new Thinking(
                        Thinking.Mode.UNSET,
                        Optional.of(pick("minimal", "low", "medium", "high")),
                        Optional.empty(),
                        shown);
            case 1 -> new Thinking(Thinking.Mode.ON, Optional.empty(), Optional.of(random.nextLong(1, 99_999)), shown);
            case 2 -> new Thinking(Thinking.Mode.ADAPTIVE, Optional.empty(), Optional.empty(), shown);
            default -> new Thinking(Thinking.Mode.UNSET, Optional.empty(), Optional.empty(), shown);
        };
    }

    private JsonObject object() {
        return random.nextInt(3) == 0
                ? JsonObject.EMPTY_JSON_OBJECT
                : JsonTree.object()
                        .add("type", "object")
                        .add("snake_case", JsonTree.array().add(pick(TEXTS)).add(decimal(-2, 2)))
                        .build();
    }

    private BigDecimal decimal(int least, int most) {
        return BigDecimal.valueOf(random.nextInt(least * 100, most * 100 + 1), 2 + random.nextInt(2));
    }

    private <T> Optional<T> perhaps(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private List<Part> some(int most, Supplier<Part> parts) {
        List<Part> all = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(most); i++) {
            all.add(parts.get());
        }
        return all;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
