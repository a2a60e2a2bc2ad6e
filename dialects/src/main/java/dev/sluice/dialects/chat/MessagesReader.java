package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import java.util.ArrayList;
import java.util.List;

/** Reads the messages of one request. */
final class MessagesReader {
    private final LeftOut leftOut;
    private final ContentReader content;
    private final AssistantReader assistant;
    private final OpenCalls calls = new OpenCalls();
    private final List<Turn> turns = new ArrayList<>();

    MessagesReader(LeftOut leftOut) {
        this.leftOut = leftOut;
        this.content = new ContentReader(leftOut);
        this.assistant = new AssistantReader(content, calls, leftOut);
    }

    List<Turn> read(Fields request) {
        List<Fields> messages = request.list("messages");
        if (messages.isEmpty()) {
            throw request.has("messages")
                    ? request.wrong("messages", "must have at least one message")
                    : request.missing("messages");
        }
        for (Fields message : messages) {
            message(message);
            message.leaveOutRest(leftOut);
        }
        calls.requireNone();
        if (turns.isEmpty()) {
            throw request.wrong("messages", "must have at least one message that says something");
        }
        return turns;
    }

    private void message(Fields message) {
        String role = message.requiredText("role");
        switch (role) {
            case "system" -> instructions(message, Role.SYSTEM);
            case "developer" -> instructions(message, Role.DEVELOPER);
            case "user" -> user(message);
            case "assistant" -> turn(Role.ASSISTANT, assistant.read(message, turns.size()));
            case "tool" -> toolResult(message, calls.answered(message, message.requiredText("tool_call_id")));
            case "function" -> toolResult(message, calls.answeredLegacy(message, message.requiredText("name")));
            default -> throw message.wrong("role", "must be one of assistant, developer, function, system, tool, user");
        }
    }

    private void instructions(Fields message, Role role) {
        calls.requireNone();
        turn(role, content.required(message, ContentReader.INSTRUCTIONS));
    }

    private void user(Fields message) {
        calls.requireNone();
        List<Part> parts = content.required(message, ContentReader.USER);
        if (parts.isEmpty()) {
            throw message.wrong("content", "must not be empty");
        }
        turn(Role.USER, parts);
    }

    private void toolResult(Fields message, String callId) {
        List<Part> parts = content.required(message, ContentReader.TOOL);
        turn(Role.USER, List.of(new Part.ToolResult(callId, parts, false)));
    }

    /** A message that says nothing, such as empty instructions, is no turn. */
    private void turn(Role role, List<Part> parts) {
        if (!parts.isEmpty()) {
            turns.add(new Turn(role, parts));
        }
    }
}
