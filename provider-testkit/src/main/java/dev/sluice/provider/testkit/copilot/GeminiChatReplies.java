package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Gemini models: calls of tools come whole in one chunk, each with a thought signature that must be sent back. */
final class GeminiChatReplies implements ChatReplies {

    private final String id = Credentials.hex(11);

    @Override
    public JsonObject whole(ChatTurn turn) {
        Answer answer = turn.answer();
        JsonObject message = JsonTree.object("content", answer.text(), "role", "assistant");
        if (!answer.toolCalls().isEmpty()) {
            message = JsonTree.with(message, "tool_calls", toolCalls(answer));
        }
        return JsonTree.with(
                frame(turn, JsonTree.object("finish_reason", turn.finishReason(), "index", 0, "message", message)),
                "usage",
                turn.usage().chat());
    }

    @Override
    public List<JsonObject> chunks(ChatTurn turn) {
        Answer answer = turn.answer();
        List<JsonObject> chunks = new ArrayList<>();
        answer.words().forEach(word -> chunks.add(chunk(turn, JsonTree.object("content", word, "role", "assistant"))));
        if (!answer.toolCalls().isEmpty()) {
            chunks.add(chunk(
                    turn, JsonTree.object("content", null, "role", "assistant", "tool_calls", toolCalls(answer))));
        }
        JsonObject last = JsonTree.object("delta", JsonTree.object(), "finish_reason", turn.finishReason(), "index", 0);
        chunks.add(JsonTree.with(frame(turn, last), "usage", turn.usage().chat()));
        return chunks;
    }

    private JsonObject chunk(ChatTurn turn, JsonObject delta) {
        return frame(turn, JsonTree.object("delta", delta, "index", 0));
    }

    private static List<JsonObject> toolCalls(Answer answer) {
        List<JsonObject> calls = new ArrayList<>();
        for (ToolCall call : answer.toolCalls()) {
            JsonObject function = JsonTree.object(
                    "arguments", call.arguments(), "name", call.name(), "thought_signature", Credentials.hex(24));
            calls.add(JsonTree.object(
                    "function",
                    function,
                    "id",
                    "call_" + Credentials.hex(12),
                    "index",
                    calls.size(),
                    "type",
                    "function"));
        }
        return calls;
    }

    private JsonObject frame(ChatTurn turn, JsonObject choice) {
        return JsonTree.object(
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
