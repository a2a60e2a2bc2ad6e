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

    private final String id = "chatcmpl-" + Credentials.hex(14);

    @Override
    public JsonObject whole(ChatTurn turn) {
        Answer answer = turn.answer();
        JsonObject message = JsonTree.object("padding", "abcdefghij", "role", "assistant");
        message = answer.toolCalls().isEmpty()
                ? JsonTree.with(message, "content", answer.text())
                : JsonTree.with(message, "tool_calls", toolCalls(answer));
        JsonObject choice = JsonTree.object(
                "content_filter_results",
                ContentFilter.results("safe"),
                "finish_reason",
                turn.finishReason(),
                "index",
                0,
                "message",
                message);
        return JsonTree.object(
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

    private static List<JsonObject> toolCalls(Answer answer) {
        return answer.toolCalls().stream()
                .map(call -> JsonTree.object(
                        "function",
                        JsonTree.object("arguments", call.arguments(), "name", call.name()),
                        "id",
                        callId(),
                        "type",
                        "function"))
                .toList();
    }

    private static String callId() {
        return "call_" + Credentials.hex(12);
    }

    @Override
    public List<JsonObject> chunks(ChatTurn turn) {
        List<JsonObject> chunks = new ArrayList<>();
        if (turn.model().azure()) {
            chunks.add(JsonTree.object(
                    "choices", List.of(), "created", 0, "id", "", "prompt_filter_results", ContentFilter.prompt()));
        }
        List<JsonObject> deltas = deltas(turn.answer());
        int offset = 0;
        for (int i = 0; i < deltas.size(); i++) {
            JsonObject delta = JsonTree.with(deltas.get(i), "role", i == 0 ? "assistant" : null);
            int end = offset + delta.getString("content", "").length();
            chunks.add(chunk(turn, choice(delta, offset, end, null)));
            offset = end;
        }
        JsonObject last = chunk(
                turn, choice(JsonTree.object("content", null, "role", null), offset, offset, turn.finishReason()));
        if (turn.usageApart()) {
            chunks.add(last);
            chunks.add(JsonTree.with(chunk(turn, null), "usage", turn.usage().chat()));
        } else {
            chunks.add(JsonTree.with(last, "usage", turn.usage().chat()));
        }
        return chunks;
    }

    private static List<JsonObject> deltas(Answer answer) {
        List<JsonObject> deltas = new ArrayList<>();
        answer.words().forEach(word -> deltas.add(JsonTree.object("content", word)));
        for (int index = 0; index < answer.toolCalls().size(); index++) {
            ToolCall call = answer.toolCalls().get(index);
            deltas.add(delta(JsonTree.object(
                    "function",
                    JsonTree.object("arguments", "", "name", call.name()),
                    "id",
                    callId(),
                    "index",
                    index,
                    "type",
                    "function")));
            for (String piece : Pieces.of(call.arguments())) {
                deltas.add(delta(JsonTree.object(
                        "function", JsonTree.object("arguments", piece), "index", index, "type", "function")));
            }
        }
        return deltas;
    }

    private static JsonObject delta(JsonObject toolCall) {
        return JsonTree.object("content", null, "tool_calls", List.of(toolCall));
    }

    private static JsonObject choice(JsonObject delta, int start, int end, @Nullable String finish) {
        JsonObject choice = JsonTree.object(
                "index",
                0,
                "content_filter_offsets",
                ContentFilter.offsets(start, end),
                "content_filter_results",
                ContentFilter.resultsWithError("safe"),
                "delta",
                delta);
        return finish == null ? choice : JsonTree.with(choice, "finish_reason", finish);
    }

    private JsonObject chunk(ChatTurn turn, @Nullable JsonObject choice) {
        return JsonTree.object(
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
