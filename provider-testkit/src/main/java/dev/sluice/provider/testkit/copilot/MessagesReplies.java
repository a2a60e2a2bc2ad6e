package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the messages of Claude models: complete, or as a stream of events. */
final class MessagesReplies {

    private final String id = "msg_bdrk_" + SimulatedCredentials.hex(12);
    private final CatalogueEntry model;
    private final ModelAnswer answer;
    private final TokensUsed usage;
    private final boolean thinking;
    private final List<JsonObject> blocks = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    MessagesReplies(CatalogueEntry model, ModelAnswer answer, TokensUsed usage, boolean thinking) {
        this.model = model;
        this.answer = answer;
        this.usage = usage;
        this.thinking = thinking;
    }

    JsonObject whole() {
        blocks();
        return message(blocks, stopReason(), usage);
    }

    List<String> events() {
        event(
                "message_start",
                JsonValues.object("message", message(List.of(), null, new TokensUsed(usage.prompt(), 1, 0))));
        event("ping", JsonValues.object());
        blocks();
        event(
                "message_delta",
                JsonValues.object(
                        "delta",
                        JsonValues.object("stop_reason", stopReason(), "stop_sequence", null),
                        "usage",
                        usage.messages()));
        event("message_stop", JsonValues.object());
        return events;
    }

    private void blocks() {
        if (thinking && !answer.reasoning().isEmpty()) {
            thinkingBlock();
        }
        if (!answer.text().isEmpty()) {
            start(JsonValues.object("type", "text", "text", ""));
            answer.words().forEach(word -> delta(JsonValues.object("type", "text_delta", "text", word)));
            stop(JsonValues.object("type", "text", "text", answer.text()));
        }
        answer.toolCalls().forEach(this::toolUse);
    }

    private void thinkingBlock() {
        String signature = SimulatedCredentials.hex(32);
        start(JsonValues.object("type", "thinking", "thinking", "", "signature", ""));
        ModelAnswer.text(answer.reasoning())
                .words()
                .forEach(word -> delta(JsonValues.object("type", "thinking_delta", "thinking", word)));
        delta(JsonValues.object("type", "signature_delta", "signature", signature));
        stop(JsonValues.object("type", "thinking", "thinking", answer.reasoning(), "signature", signature));
    }

    private void toolUse(ToolCall call) {
        JsonObject empty = JsonValues.object(
                "type",
                "tool_use",
                "id",
                "toolu_bdrk_" + SimulatedCredentials.hex(12),
                "name",
                call.name(),
                "input",
                JsonValues.object());
        start(empty);
        ArgumentChunks.of(call.arguments())
                .forEach(piece -> delta(JsonValues.object("type", "input_json_delta", "partial_json", piece)));
        stop(JsonValues.with(empty, "input", JsonValues.parse(call.arguments())));
    }

    private void start(JsonObject block) {
        event("content_block_start", JsonValues.object("index", blocks.size(), "content_block", block));
    }

    private void delta(JsonObject delta) {
        event("content_block_delta", JsonValues.object("index", blocks.size(), "delta", delta));
    }

    private void stop(JsonObject block) {
        event("content_block_stop", JsonValues.object("index", blocks.size()));
        blocks.add(block);
    }

    private void event(String type, JsonObject content) {
        JsonObject event = JsonValues.object("type", type);
        for (String name : content.keySet()) {
            event = JsonValues.with(event, name, content.get(name));
        }
        events.add("event: " + type + "\ndata: " + event + "\n\n");
    }

    private String stopReason() {
        if (answer.truncated()) {
            return "max_tokens";
        }
        return answer.toolCalls().isEmpty() ? "end_turn" : "tool_use";
    }

    private JsonObject message(List<JsonObject> content, @Nullable String stop, TokensUsed counted) {
        return JsonValues.object(
                "id",
                id,
                "type",
                "message",
                "role",
                "assistant",
                "content",
                content,
                "model",
                model.id(),
                "stop_reason",
                stop,
                "stop_sequence",
                null,
                "usage",
                counted.messages());
    }
}
