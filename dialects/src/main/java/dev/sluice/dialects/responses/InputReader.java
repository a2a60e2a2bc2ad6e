package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the instructions and the input: items in a row that one side says become one turn. */
final class InputReader {
    private static final Map<String, Role> ROLES =
            Map.of("system", Role.SYSTEM, "developer", Role.DEVELOPER, "user", Role.USER, "assistant", Role.ASSISTANT);

    private final LeftOut leftOut;
    private final ContentReader content;
    private final List<Draft> drafts = new ArrayList<>();
    private final OpenCalls calls = new OpenCalls();

    InputReader(LeftOut leftOut) {
        this.leftOut = leftOut;
        this.content = new ContentReader(leftOut);
    }

    /** A turn that may still grow. */
    private record Draft(Role role, List<Part> parts) {
        boolean isResults() {
            return parts.getLast() instanceof Part.ToolResult;
        }
    }

    List<Turn> read(Fields request) {
        request.text("instructions")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> begin(Role.SYSTEM, List.of(new Part.Text(text))));
        JsonNode input = request.value("input").orElseThrow(() -> request.missing("input"));
        if (input.is(Kind.STRING)) {
            if (!input.hasText()) {
                throw request.wrong("input", "is empty");
            }
            begin(Role.USER, List.of(new Part.Text(RawText.of(input))));
        } else {
            List<Fields> items = request.list("input");
            if (items.isEmpty()) {
                throw request.wrong("input", "is empty");
            }
            items.forEach(this::item);
            calls.requireNone();
        }
        return drafts.stream()
                .map(draft -> new Turn(draft.role(), draft.parts()))
                .toList();
    }

    private void item(Fields item) {
        String type = item.text("type").orElseGet(() -> untyped(item));
        switch (type) {
            case "message" -> message(item);
            case "reasoning" -> reasoning(item);
            case "function_call" -> call(item, "arguments", false);
            case "custom_tool_call" -> call(item, "input", true);
            case "function_call_output", "custom_tool_call_output" -> result(item);
            default -> throw BuiltIn.item(item, type);
        }
        // Ids name what a side has stored, and nothing is stored here; the status is that of a finished item.
        item.ignore("id", "status");
        item.leaveOutRest(leftOut);
    }

    private static String untyped(Fields item) {
        if (item.has("role")) {
            return "message";
        }
        if (item.has("id")) {
            return "item_reference";
        }
        throw item.missing("type");
    }

    private void message(Fields item) {
        Role role = item.choice("role", ROLES).orElseThrow(() -> item.missing("role"));
        ContentReader.Place place = switch (role) {
            case SYSTEM, DEVELOPER -> ContentReader.Place.INSTRUCTIONS;
            case USER -> ContentReader.Place.USER;
            case ASSISTANT -> ContentReader.Place.ASSISTANT;
        };
        List<Part> parts = content.read(item, "content", place);
        if (role == Role.ASSISTANT) {
            assistant(parts);
        } else if (parts.isEmpty()) {
            throw item.wrong("content", "is empty");
        } else {
            begin(role, parts);
        }
    }

    private void reasoning(Fields item) {
        assistant(ReasoningItem.readRequest(item));
    }

    private void call(Fields item, String input, boolean custom) {
        String id = OpenCalls.id(item);
        String name = Namespaces.flat(item.text("namespace"), item.requiredText("name"));
        if (name.isEmpty()) {
            throw item.wrong("name", "is empty");
        }
        Optional<Fields> caller = item.fields("caller");
        caller.filter(from -> !from.text("type").orElse("direct").equals("direct"))
                .ifPresent(from -> {
                    throw from.wrong("type", "must be 'direct': the model asked for runs no programs");
                });
        calls.begin(item, id);
        assistant(List.of(new Part.ToolCall(id, name, item.requiredRaw(input), custom)));
    }

    private void result(Fields item) {
        String id = OpenCalls.id(item);
        calls.end(item, id);
        item.ignore("name", "namespace", "caller");
        if (!item.has("output")) {
            throw item.missing("output");
        }
        Part result = new Part.ToolResult(id, content.read(item, "output", ContentReader.Place.RESULT), false);
        Draft last = drafts.getLast();
        if (last.role() == Role.USER && last.isResults()) {
            last.parts().add(result);
        } else {
            begin(Role.USER, List.of(result));
        }
    }

    private void assistant(List<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (!drafts.isEmpty() && drafts.getLast().role() == Role.ASSISTANT) {
            drafts.getLast().parts().addAll(parts);
        } else {
            begin(Role.ASSISTANT, parts);
        }
    }

    private void begin(Role role, List<Part> parts) {
        drafts.add(new Draft(role, new ArrayList<>(parts)));
    }
}
