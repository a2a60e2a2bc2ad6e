package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonText;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Normalizes the pieces of one choice of a stream, as the client sees it, and knows how far it has come. */
final class ChoiceNormalizer {
    static final byte[] NULL = utf8("null");
    private static final byte[] ASSISTANT = utf8("\"assistant\"");
    private static final byte[] EMPTY = utf8("{}");
    private static final byte[] ROLE_ALONE = utf8("{\"role\":\"assistant\"}");

    private final int index;
    private final byte[] indexLiteral;
    private final ToolCallNumbering toolCalls = new ToolCallNumbering();
    private final List<String> finishReasons = new ArrayList<>(1);
    // The upstream's choices that were joined here, and those of them that have ended.
    private final Set<Integer> seen = new HashSet<>(2);
    private final Set<Integer> finished = new HashSet<>(2);
    private boolean roleSent;

    ChoiceNormalizer(int index) {
        this.index = index;
        this.indexLiteral = utf8(Integer.toString(index));
    }

    int index() {
        return index;
    }

    /** Tells whether every part of it that began has ended. */
    boolean isFinished() {
        return !seen.isEmpty() && finished.equals(seen);
    }

    /** Why it ended; where it came in parts, one reason for all of them. */
    String finishReason() {
        return seen.size() > 1 || finishReasons.isEmpty()
                ? FinishReasons.merged(finishReasons, toolCalls.any())
                : finishReasons.getLast();
    }

    /** What a chunk of our own has to have as delta. */
    byte[] emptyDelta() {
        byte[] delta = roleSent ? EMPTY : ROLE_ALONE;
        roleSent = true;
        return delta;
    }

    /**
     * Normalizes a piece, and returns whether it ends the choice. {@code part} is the upstream's index of the choice,
     * by the member or by its place.
     */
    boolean normalize(JsonNode choice, JsonNode given, int part, JsonEdits edits) {
        seen.add(part);
        JsonNode finish = choice.get("finish_reason");
        boolean ends = finish.hasText();
        if (ends) {
            end(finish.string(), part);
        }
        if (!given.isWrittenAs(indexLiteral)) {
            edits.set(choice, "index", indexLiteral);
        }
        JsonNode delta = choice.get("delta");
        if (delta.is(Kind.OBJECT)) {
            normalizeRole(delta, edits);
            JsonNode calls = delta.get("tool_calls");
            if (calls.is(Kind.ARRAY)) {
                for (JsonNode call : calls) {
                    normalizeToolCall(call.require(Kind.OBJECT), part, edits);
                }
            }
        } else {
            edits.set(choice, "delta", emptyDelta());
        }
        if (!ends && !finish.is(Kind.NULL)) {
            edits.set(choice, "finish_reason", NULL);
        }
        return ends;
    }

    private void end(String reason, int part) {
        if (reason.equals("error")) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE,
                    "GitHub Copilot ended the answer with the finish reason 'error'. Try again.");
        }
        finished.add(part);
        finishReasons.add(reason);
    }

    private void normalizeRole(JsonNode delta, JsonEdits edits) {
        JsonNode role = delta.get("role");
        if (role.is(Kind.ABSENT)) {
            if (!roleSent) {
                edits.append(delta, "role", ASSISTANT);
            }
        } else if (roleSent) {
            // Said once: there are clients that join the strings of all deltas, this one included.
            edits.remove(delta, "role");
        } else if (!role.hasText()) {
            edits.set(role, ASSISTANT);
        }
        roleSent = true;
    }

    private void normalizeToolCall(JsonNode call, int part, JsonEdits edits) {
        int before = toolCalls.count();
        JsonNode id = call.get("id");
        JsonNode found = call.get("index");
        int number = toolCalls.number(part, number(found), id.string(""));
        byte[] literal = utf8(Integer.toString(number));
        if (!found.isWrittenAs(literal)) {
            edits.set(call, "index", literal);
        }
        if (number == before && id.is(Kind.ABSENT)) {
            // Without an id no tool's result could refer to the call.
            edits.append(call, "id", JsonText.quoted("call_" + UUID.randomUUID()));
        }
    }

    /** Reads a place in a list; negative if it is none. */
    static int number(JsonNode index) {
        return index.is(Kind.NUMBER) ? (int) Math.clamp(index.longValue(), -1L, Integer.MAX_VALUE) : -1;
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
