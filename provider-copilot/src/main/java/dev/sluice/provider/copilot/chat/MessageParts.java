package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.util.Set;

/** The members of a message that comes in pieces, tool calls aside: texts are joined, of all else the last counts. */
final class MessageParts {
    /** Of these a piece holds a further part; any other text comes whole. */
    private static final Set<String> JOINED =
            Set.of("content", "refusal", "reasoning_text", "reasoning_content", "reasoning", "cot_summary");

    private final RawObject whole = new RawObject();

    void take(JsonNode member) {
        if (member.is(Kind.STRING) && JOINED.contains(member.name())) {
            whole.join(member);
        } else if (!member.is(Kind.NULL)) {
            whole.put(member.name(), member.copy());
        }
    }

    /** How many bytes of text have been joined. */
    long size() {
        return whole.size();
    }

    /** The message, to which tool calls may still be added. */
    RawObject message() {
        return whole.putIfAbsent("role", "\"assistant\"")
                .putIfAbsent("content", "null")
                .putIfAbsent("refusal", "null");
    }
}
