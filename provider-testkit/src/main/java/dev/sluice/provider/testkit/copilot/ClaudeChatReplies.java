package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claude models: reasoning first, text and each call of a tool in a choice of its own when in one piece, parallel calls
 * all at index 0 in a stream, no {@code object}.
 */
final class ClaudeChatReplies implements ChatReplies {

    private final String id = "msg_bdrk_" + SimulatedCredentials.hex(12);

    @Override
    public JsonObject whole(ChatTurn turn) {
        ModelAnswer answer = turn.answer();
        List<JsonObject> choices = new ArrayList<>();
        if (!answer.text().isEmpty()
                || !answer.reasoning().isEmpty()
                || answer.toolCalls().isEmpty()) {
            JsonObject message = JsonValues.object("content", answer.text(), "role", "assistant");
            if (!answer.reasoning().isEmpty()) {
                message = JsonValues.with(message, "reasoning_text", answer.reasoning());
                message = JsonValues.with(message, "reasoning_opaque", opaque());
            }
            choices.add(JsonValues.object("finish_reason", turn.finishReason(), "message", message));
        }
        for (ToolCall call : answer.toolCalls()) {
            JsonObject toolCall = JsonValues.object(
                    "function",
                    JsonValues.object("arguments", call.arguments(), "name", call.name()),
                    "id",
                    callId(),
                    "type",
                    "function");
            choices.add(JsonValues.object(
                    "finish_reason",
                    "tool_calls",
                    "message",
                    JsonValues.object("role", "assistant", "tool_calls", List.of(toolCall))));
        }
        return JsonValues.object(
                "choices",
                choices,
                "created",
                turn.created(),
                "id",
                id,
                "usage",
                turn.usage().chat(),
                "model",
                turn.model().id());
    }

    private static String callId() {
        return "toolu_bdrk_" + SimulatedCredentials.hex(12);
    }

    private static String opaque() {
        return "opaque+" + SimulatedCredentials.hex(24) + "==";
    }

    @Override
    public List<JsonObject> chunks(ChatTurn turn) {
        ModelAnswer answer = turn.answer();
        List<JsonObject> chunks = new ArrayList<>();
        for (String piece : ModelAnswer.text(answer.reasoning()).words()) {
            chunks.add(chunk(turn, delta("reasoning_text", piece), null));
        }
        if (!answer.reasoning().isEmpty()) {
            chunks.add(chunk(turn, delta("reasoning_opaque", opaque()), null));
        }
        answer.words().forEach(word -> chunks.add(chunk(turn, delta("content", word), null)));
        for (ToolCall call : answer.toolCalls()) {
            JsonObject start = JsonValues.object(
                    "function", JsonValues.object("name", call.name()), "id", callId(), "index", 0, "type", "function");
            chunks.add(chunk(turn, toolCall(start), null));
            ArgumentChunks.of(call.arguments())
                    .forEach(piece -> chunks.add(chunk(
                            turn,
                            toolCall(JsonValues.object(
                                    "function", JsonValues.object("arguments", piece), "index", 0, "type", "function")),
                            null)));
        }
        // Claude's usage comes beside the finish, also when it was asked for in a chunk of its own.
        chunks.add(JsonValues.with(
                chunk(turn, JsonValues.object("content", null), turn.finishReason()),
                "usage",
                turn.usage().chat()));
        return chunks;
    }

    private static JsonObject delta(String name, String text) {
        return JsonValues.object(name, text, "role", "assistant");
    }

    private static JsonObject toolCall(JsonObject call) {
        return JsonValues.object("content", null, "tool_calls", List.of(call));
    }

    private JsonObject chunk(ChatTurn turn, JsonObject delta, @Nullable String finish) {
        JsonObject choice = JsonValues.object(
                "index",
                0,
                "content_filter_offsets",
                ContentFilter.offsets(0, 0),
                "content_filter_results",
                ContentFilter.results("0"),
                "delta",
                delta);
        return JsonValues.object(
                "choices",
                List.of(finish == null ? choice : JsonValues.with(choice, "finish_reason", finish)),
                "created",
                turn.created(),
                "id",
                id,
                "model",
                turn.model().id());
    }
}
