package dev.sluice.dialects.messages;

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

/** Reads what was said: {@code system} and {@code messages}. Used once. */
final class TurnReader {
    private static final Map<String, Role> ROLES =
            Map.of("user", Role.USER, "assistant", Role.ASSISTANT, "system", Role.SYSTEM);

    private final LeftOut leftOut;
    private final OpenCalls calls = new OpenCalls();
    private final BlockReader blocks;
    private final List<Turn> turns = new ArrayList<>();

    TurnReader(LeftOut leftOut) {
        this.leftOut = leftOut;
        this.blocks = new BlockReader(leftOut, calls);
    }

    List<Turn> read(Fields request) {
        add(Role.SYSTEM, content(request, "system", Role.SYSTEM));
        if (!request.has("messages")) {
            throw request.missing("messages");
        }
        List<Fields> messages = request.list("messages");
        if (messages.isEmpty()) {
            throw request.wrong("messages", "must not be empty");
        }
        List<Role> roles = messages.stream().map(TurnReader::role).toList();
        int lastUser = roles.lastIndexOf(Role.USER);
        for (int i = 0; i < messages.size(); i++) {
            Fields message = messages.get(i);
            switch (roles.get(i)) {
                case ASSISTANT -> assistant(message, i > lastUser);
                case USER -> user(message);
                default -> instructions(message, i < lastUser);
            }
            message.leaveOutRest(leftOut);
        }
        calls.end();
        return turns;
    }

    private static Role role(Fields message) {
        return message.choice("role", ROLES).orElseThrow(() -> message.missing("role"));
    }

    private void user(Fields message) {
        List<Part> parts = content(message, "content", Role.USER);
        refuseEmpty(message, parts);
        calls.answered();
        add(Role.USER, parts);
    }

    private void assistant(Fields message, boolean last) {
        calls.beginAssistant();
        List<Part> parts = content(message, "content", Role.ASSISTANT);
        if (!last) {
            refuseEmpty(message, parts);
        } else if (!parts.isEmpty()) {
            throw message.wrong(
                    "role",
                    "must not be 'assistant' in the end: the model asked for can't go on with a turn that was begun"
                            + " for it; end with a 'user' message");
        }
        add(Role.ASSISTANT, parts);
    }

    private void instructions(Fields message, boolean userFollows) {
        Optional<String> clearAt =
                message.choice("clear_at", Map.of("never", "never", "next_user_message", "next_user_message"));
        List<Part> parts = content(message, "content", Role.SYSTEM);
        boolean cleared = userFollows && clearAt.orElse("never").equals("next_user_message");
        if (!message.has("output_config")) {
            refuseEmpty(message, parts);
        }
        add(Role.SYSTEM, cleared ? List.of() : parts);
    }

    private void add(Role role, List<Part> parts) {
        if (!parts.isEmpty()) {
            turns.add(new Turn(role, parts));
        }
    }

    private static void refuseEmpty(Fields message, List<Part> parts) {
        if (parts.isEmpty()) {
            throw message.has("content") ? message.wrong("content", "must not be empty") : message.missing("content");
        }
    }

    private List<Part> content(Fields parent, String name, Role role) {
        Optional<JsonNode> content = parent.value(name);
        if (content.isEmpty()) {
            return List.of();
        }
        if (content.get().is(Kind.STRING)) {
            return content.get().hasText() ? List.of(new Part.Text(RawText.of(content.get()))) : List.of();
        }
        if (!content.get().is(Kind.ARRAY)) {
            throw parent.wrong(name, "must be a string or an array");
        }
        List<Part> parts = new ArrayList<>();
        for (Fields block : parent.list(name)) {
            blocks.read(block, role, parts);
        }
        return parts;
    }
}
