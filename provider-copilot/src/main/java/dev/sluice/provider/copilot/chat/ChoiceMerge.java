package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the choices in which Copilot delivers the text and the tool calls of one message. They are, in
 * the words of GitHub's own test harness, consecutive assistant messages.
 */
final class ChoiceMerge {
    private final RawObject choice = new RawObject();
    private final MessageParts message = new MessageParts();
    private final List<byte[]> toolCalls = new ArrayList<>();

    private ChoiceMerge() {}

    /** Makes a list of one choice of a list of several. */
    static byte[] merge(JsonNode choices) {
        ChoiceMerge merge = new ChoiceMerge();
        List<String> reasons = new ArrayList<>();
        for (JsonNode part : choices) {
            merge.add(part);
            JsonNode reason = part.get("finish_reason");
            if (reason.hasText()) {
                reasons.add(reason.string());
            }
        }
        RawObject message = merge.message.message();
        if (!merge.toolCalls.isEmpty()) {
            message.put("tool_calls", RawObject.array(merge.toolCalls));
        }
        String reason = FinishReasons.merged(reasons, !merge.toolCalls.isEmpty());
        byte[] one = merge.choice
                .put("index", "0")
                .put("message", message.json())
                .put("finish_reason", JsonText.quoted(reason))
                .json();
        return RawObject.array(List.of(one));
    }

    private void add(JsonNode part) {
        for (JsonNode member : part) {
            if (member.isNamed("message") && member.is(Kind.OBJECT)) {
                addMessage(member);
            } else {
                choice.putIfAbsent(member);
            }
        }
    }

    private void addMessage(JsonNode part) {
        for (JsonNode member : part) {
            if (member.isNamed("tool_calls") && member.is(Kind.ARRAY)) {
                member.forEach(call -> toolCalls.add(call.copy()));
            } else {
                message.take(member);
            }
        }
    }
}
