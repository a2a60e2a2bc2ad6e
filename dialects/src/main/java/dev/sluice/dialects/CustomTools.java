package dev.sluice.dialects;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Tools that take text, for models that know only tools that take JSON: each becomes a function with one field, and its
 * calls are turned back.
 */
final class CustomTools {
    private static final String FIELD = "input";
    private static final JsonNode PARAMETERS = JsonNodes.of(("{\"type\":\"object\",\"properties\":{\"" + FIELD
                    + "\":{\"type\":\"string\"}},\"required\":[\"" + FIELD + "\"],\"additionalProperties\":false}")
            .getBytes(StandardCharsets.US_ASCII));

    private final Set<String> names;

    private CustomTools(Set<String> names) {
        this.names = names;
    }

    /** Finds those of a request; nothing if it has none. */
    static Optional<CustomTools> of(Conversation conversation) {
        Set<String> names = conversation.tools().tools().stream()
                .filter(Tool.Custom.class::isInstance)
                .map(Tool::name)
                .collect(Collectors.toSet());
        boolean called = conversation.turns().stream()
                .flatMap(turn -> turn.parts().stream())
                .anyMatch(part -> part instanceof Part.ToolCall call && call.custom());
        return names.isEmpty() && !called ? Optional.empty() : Optional.of(new CustomTools(names));
    }

    Conversation asFunctions(Conversation conversation) {
        ToolSet tools = conversation.tools();
        List<Turn> turns = conversation.turns().stream()
                .map(turn -> new Turn(turn.role(), mapped(turn.parts(), CustomTools::wrapped)))
                .toList();
        List<Tool> functions = tools.tools().stream().map(CustomTools::function).toList();
        return conversation.withTurns(turns).withTools(new ToolSet(functions, tools.choice(), tools.parallel()));
    }

    Answer asCustom(Answer answer) {
        return new Answer(answer.id(), mapped(answer.parts(), this::unwrapped), answer.stop(), answer.usage());
    }

    /** Turns the calls of a stream back while they come. */
    Consumer<Delta> asCustom(Consumer<Delta> out) {
        return new Consumer<>() {
            private Optional<WrappedInput> open = Optional.empty();

            @Override
            public void accept(Delta delta) {
                switch (delta) {
                    case Delta.CallBegin call
                    when !call.custom() && names.contains(call.name()) -> {
                        open = Optional.of(new WrappedInput(FIELD));
                        out.accept(new Delta.CallBegin(call.id(), call.name(), true));
                    }
                    case Delta.CallInput input
                    when open.isPresent() -> pass(open.get().more(input.text()));
                    case Delta.Spent spent -> out.accept(spent);
                    default -> {
                        open.ifPresent(input -> pass(input.rest()));
                        open = Optional.empty();
                        out.accept(delta);
                    }
                }
            }

            private void pass(String text) {
                if (!text.isEmpty()) {
                    out.accept(new Delta.CallInput(text));
                }
            }
        };
    }

    private static List<Part> mapped(List<Part> parts, UnaryOperator<Part.ToolCall> change) {
        return parts.stream()
                .map(part -> part instanceof Part.ToolCall call ? change.apply(call) : part)
                .toList();
    }

    private static Tool function(Tool tool) {
        return tool instanceof Tool.Custom custom
                ? new Tool.Function(custom.name(), described(custom), PARAMETERS, Optional.empty())
                : tool;
    }

    /** The grammar cannot be enforced by the model's side, but the model can be told of it. */
    private static Optional<String> described(Tool.Custom tool) {
        Optional<String> definition = tool.format()
                .map(format -> format.get("grammar").is(Kind.OBJECT) ? format.get("grammar") : format)
                .filter(grammar -> grammar.get("definition").is(Kind.STRING))
                .map(grammar ->
                        "The input must match this " + grammar.get("syntax").string("") + " grammar:\n"
                                + grammar.get("definition").string());
        return definition
                .map(text ->
                        tool.description().map(about -> about + "\n\n" + text).orElse(text))
                .or(tool::description);
    }

    private static Part.ToolCall wrapped(Part.ToolCall call) {
        if (!call.custom()) {
            return call;
        }
        byte[] json = new JsonOutput(64 + call.input().length())
                .object()
                .add(FIELD, call.input())
                .endObject()
                .toBytes();
        return new Part.ToolCall(call.id(), call.name(), new String(json, StandardCharsets.UTF_8), false);
    }

    private Part.ToolCall unwrapped(Part.ToolCall call) {
        if (call.custom() || !names.contains(call.name())) {
            return call;
        }
        WrappedInput input = new WrappedInput(FIELD);
        return new Part.ToolCall(call.id(), call.name(), input.more(call.input()) + input.rest(), true);
    }
}
