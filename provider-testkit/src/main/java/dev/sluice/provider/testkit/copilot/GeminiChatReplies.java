package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Gemini models: calls of tools come whole in one chunk, each with a thought signature that must be sent back. */
final class GeminiChatReplies implements ChatReplies {

    private final String id = SimulatedCredentials.hex(11);

    @Override
    public JsonObject whole(ChatTurn turn) {
        ModelAnswer answer = turn.answer();
        JsonObject message = JsonValues.object("content", answer.text(), "role", "assistant");
        if (!answer.toolCalls().isEmpty()) {
            message = JsonValues.with(message, "tool_calls", toolCalls(answer));
        }
        return JsonValues.with(
                frame(turn, JsonValues.object("finish_reason", turn.finishReason(), "index", 0, "message", message)),
                "usage",
                turn.usage().chat());
    }

    @Override
    public List<JsonObject> chunks(ChatTurn turn) {
        ModelAnswer answer = turn.answer();
        List<JsonObject> chunks = new ArrayList<>();
        answer.words()
                .forEach(word -> chunks.add(chunk(turn, JsonValues.object("content", word, "role", "assistant"))));
        if (!answer.toolCalls().isEmpty()) {
            chunks.add(chunk(
                    turn, JsonValues.object("content", null, "role", "assistant", "tool_calls", toolCalls(answer))));
        }
        JsonObject last =
                JsonValues.object("delta", JsonValues.object(), "finish_reason", turn.finishReason(), "index", 0);
        chunks.add(JsonValues.with(frame(turn, last), "usage", turn.usage().chat()));
        return chunks;
    }

    private JsonObject chunk(ChatTurn turn, JsonObject delta) {
        return frame(turn, JsonValues.object("delta", delta, "index", 0));
    }

    private static List<JsonObject> toolCalls(ModelAnswer answer) {
        List<JsonObject> calls = new ArrayList<>();
        for (ToolCall call : answer.toolCalls()) {
            JsonObject function = JsonValues.object(
                    "arguments",
                    call.arguments(),
                    "name",
                    call.name(),
                    "thought_signature",
                    SimulatedCredentials.hex(24));
            calls.add(JsonValues.object(
                    "function",
                    function,
                    "id",
                    "call_" + SimulatedCredentials.hex(12),
                    "index",
                    calls.size(),
                    "type",
                    "function"));
        }
        return calls;
    }

    private JsonObject frame(ChatTurn turn, JsonObject choice) {
        return JsonValues.object(
                "choices",
                List.of(choice),
                "created",
                turn.created(),
                "id",
                id,
                "model",
                turn.model().id());
    }
}
