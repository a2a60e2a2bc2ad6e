package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GPT models. Those on Azure begin a stream with a chunk that has nothing but the prompt's filter results; the role is
 * null after the first delta; a reply in one piece has neither {@code object} nor {@code created}, and a message of
 * tool calls no {@code content}.
 */
final class GptChatReplies implements ChatReplies {

    private static final String FINGERPRINT = "fp_0123456789";

    private final String id = "chatcmpl-" + SimulatedCredentials.hex(14);

    @Override
    public JsonObject whole(ChatTurn turn) {
        ModelAnswer answer = turn.answer();
        JsonObject message = JsonValues.object("padding", "abcdefghij", "role", "assistant");
        message = answer.toolCalls().isEmpty()
                ? JsonValues.with(message, "content", answer.text())
                : JsonValues.with(message, "tool_calls", toolCalls(answer));
        JsonObject choice = JsonValues.object(
                "content_filter_results",
                ContentFilter.results("safe"),
                "finish_reason",
                turn.finishReason(),
                "index",
                0,
                "message",
                message);
        return JsonValues.object(
                "choices",
                List.of(choice),
                "id",
                id,
                "usage",
                turn.usage().chat(),
                "model",
                turn.model().version(),
                "prompt_filter_results",
                ContentFilter.prompt(),
                "system_fingerprint",
                FINGERPRINT);
    }

    private static List<JsonObject> toolCalls(ModelAnswer answer) {
        return answer.toolCalls().stream()
                .map(call -> JsonValues.object(
                        "function",
                        JsonValues.object("arguments", call.arguments(), "name", call.name()),
                        "id",
                        callId(),
                        "type",
                        "function"))
                .toList();
    }

    private static String callId() {
        return "call_" + SimulatedCredentials.hex(12);
    }

    @Override
    public List<JsonObject> chunks(ChatTurn turn) {
        List<JsonObject> chunks = new ArrayList<>();
        if (turn.model().azure()) {
            chunks.add(JsonValues.object(
                    "choices", List.of(), "created", 0, "id", "", "prompt_filter_results", ContentFilter.prompt()));
        }
        List<JsonObject> deltas = deltas(turn.answer());
        int offset = 0;
        for (int i = 0; i < deltas.size(); i++) {
            JsonObject delta = JsonValues.with(deltas.get(i), "role", i == 0 ? "assistant" : null);
            int end = offset + delta.getString("content", "").length();
            chunks.add(chunk(turn, choice(delta, offset, end, null)));
            offset = end;
        }
        JsonObject last = chunk(
                turn, choice(JsonValues.object("content", null, "role", null), offset, offset, turn.finishReason()));
        if (turn.usageApart()) {
            chunks.add(last);
            chunks.add(JsonValues.with(chunk(turn, null), "usage", turn.usage().chat()));
        } else {
            chunks.add(JsonValues.with(last, "usage", turn.usage().chat()));
        }
        return chunks;
    }

    private static List<JsonObject> deltas(ModelAnswer answer) {
        List<JsonObject> deltas = new ArrayList<>();
        answer.words().forEach(word -> deltas.add(JsonValues.object("content", word)));
        for (int index = 0; index < answer.toolCalls().size(); index++) {
            ToolCall call = answer.toolCalls().get(index);
            deltas.add(delta(JsonValues.object(
                    "function",
                    JsonValues.object("arguments", "", "name", call.name()),
                    "id",
                    callId(),
                    "index",
                    index,
                    "type",
                    "function")));
            for (String piece : ArgumentChunks.of(call.arguments())) {
                deltas.add(delta(JsonValues.object(
                        "function", JsonValues.object("arguments", piece), "index", index, "type", "function")));
            }
        }
        return deltas;
    }

    private static JsonObject delta(JsonObject toolCall) {
        return JsonValues.object("content", null, "tool_calls", List.of(toolCall));
    }

    private static JsonObject choice(JsonObject delta, int start, int end, @Nullable String finish) {
        JsonObject choice = JsonValues.object(
                "index",
                0,
                "content_filter_offsets",
                ContentFilter.offsets(start, end),
                "content_filter_results",
                ContentFilter.resultsWithError("safe"),
                "delta",
                delta);
        return finish == null ? choice : JsonValues.with(choice, "finish_reason", finish);
    }

    private JsonObject chunk(ChatTurn turn, @Nullable JsonObject choice) {
        return JsonValues.object(
                "choices",
                choice == null ? List.of() : List.of(choice),
                "created",
                turn.created(),
                "id",
                id,
                "model",
                turn.model().version(),
                "system_fingerprint",
                FINGERPRINT);
    }
}
