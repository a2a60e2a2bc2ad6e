package dev.sluice.provider.testkit.copilot;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a Claude model says a message: its blocks, whole, or with the events that build them. */
final class MessagesReplies {

    private final String id = "msg_bdrk_" + Credentials.hex(12);
    private final Model model;
    private final Answer answer;
    private final Usage usage;
    private final boolean thinking;
    private final List<JsonObject> blocks = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    MessagesReplies(Model model, Answer answer, Usage usage, boolean thinking) {
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
        event("message_start", JsonTree.object("message", message(List.of(), null, new Usage(usage.prompt(), 1, 0))));
        event("ping", JsonTree.object());
        blocks();
        event(
                "message_delta",
                JsonTree.object(
                        "delta",
                        JsonTree.object("stop_reason", stopReason(), "stop_sequence", null),
                        "usage",
                        usage.messages()));
        event("message_stop", JsonTree.object());
        return events;
    }

    private void blocks() {
        if (thinking && !answer.reasoning().isEmpty()) {
            thinkingBlock();
        }
        if (!answer.text().isEmpty()) {
            start(JsonTree.object("type", "text", "text", ""));
            answer.words().forEach(word -> delta(JsonTree.object("type", "text_delta", "text", word)));
            stop(JsonTree.object("type", "text", "text", answer.text()));
        }
        answer.toolCalls().forEach(this::toolUse);
    }

    private void thinkingBlock() {
        String signature = Credentials.hex(32);
        start(JsonTree.object("type", "thinking", "thinking", "", "signature", ""));
        Answer.text(answer.reasoning())
                .words()
                .forEach(word -> delta(JsonTree.object("type", "thinking_delta", "thinking", word)));
        delta(JsonTree.object("type", "signature_delta", "signature", signature));
        stop(JsonTree.object("type", "thinking", "thinking", answer.reasoning(), "signature", signature));
    }

    private void toolUse(ToolCall call) {
        JsonObject empty = JsonTree.object(
                "type",
                "tool_use",
                "id",
                "toolu_bdrk_" + Credentials.hex(12),
                "name",
                call.name(),
                "input",
                JsonTree.object());
        start(empty);
        Pieces.of(call.arguments())
                .forEach(piece -> delta(JsonTree.object("type", "input_json_delta", "partial_json", piece)));
        stop(JsonTree.with(empty, "input", JsonTree.parse(call.arguments())));
    }

    private void start(JsonObject block) {
        event("content_block_start", JsonTree.object("index", blocks.size(), "content_block", block));
    }

    private void delta(JsonObject delta) {
        event("content_block_delta", JsonTree.object("index", blocks.size(), "delta", delta));
    }

    private void stop(JsonObject block) {
        event("content_block_stop", JsonTree.object("index", blocks.size()));
        blocks.add(block);
    }

    private void event(String type, JsonObject content) {
        JsonObject event = JsonTree.object("type", type);
        for (String name : content.keySet()) {
            event = JsonTree.with(event, name, content.get(name));
        }
        events.add("event: " + type + "\ndata: " + event + "\n\n");
    }

    private String stopReason() {
        if (answer.truncated()) {
            return "max_tokens";
        }
        return answer.toolCalls().isEmpty() ? "end_turn" : "tool_use";
    }

    private JsonObject message(List<JsonObject> content, @Nullable String stop, Usage counted) {
        return JsonTree.object(
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
