package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonReader.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mends the pieces of one choice of a stream, as the caller sees it, and knows how far it has come. */
final class ChoiceMender {
    private static final String ROLE = "\"role\":\"assistant\"";

    private final int index;
    private final byte[] indexLiteral;
    private final ToolCallNumbering toolCalls = new ToolCallNumbering();
    private final List<String> finishReasons = new ArrayList<>(1);
    // The upstream's choices that were joined here, and those of them that have ended.
    private final Set<Integer> seen = new HashSet<>(2);
    private final Set<Integer> finished = new HashSet<>(2);
    private boolean roleSent;

    ChoiceMender(int index) {
        this.index = index;
        this.indexLiteral = Integer.toString(index).getBytes(StandardCharsets.US_ASCII);
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
    String emptyDelta() {
        String delta = roleSent ? "{}" : "{" + ROLE + "}";
        roleSent = true;
        return delta;
    }

    /**
     * Mends a piece.
     *
     * @param part the upstream's index of the choice
     */
    void mend(byte[] json, ChoiceScan choice, int part, JsonEdits edits) {
        seen.add(part);
        if (!choice.finishReason().isEmpty()) {
            finished.add(part);
            finishReasons.add(choice.finishReason());
        }
        Additions additions = new Additions(edits, choice.span().end() - 1, choice.empty());
        mendIndex(json, choice.index(), edits, additions);
        DeltaScan delta = choice.delta();
        if (delta != null) {
            mendRole(delta, edits);
            for (ToolCallScan call : delta.toolCalls()) {
                mendToolCall(json, call, part, edits);
            }
        } else {
            set("delta", choice.noDelta(), emptyDelta(), edits, additions);
        }
        Field finish = choice.finish();
        boolean hasReason = finish != null && (finish.kind() == Kind.NULL || Field.hasText(finish));
        if (!hasReason) {
            set("finish_reason", finish, "null", edits, additions);
        }
    }

    private void mendIndex(byte[] json, @Nullable Field field, JsonEdits edits, Additions additions) {
        if (field == null || !field.reads(json, indexLiteral)) {
            set("index", field, Integer.toString(index), edits, additions);
        }
    }

    private void mendRole(DeltaScan delta, JsonEdits edits) {
        Field role = delta.role();
        if (role == null) {
            if (!roleSent) {
                new Additions(edits, delta.closingBrace(), delta.empty()).add(ROLE);
            }
        } else if (roleSent) {
            // Said once: there are clients that join the strings of all deltas, this one included.
            edits.remove(delta.roleMember());
        } else if (!Field.hasText(role)) {
            edits.replace(role.span(), "\"assistant\"");
        }
        roleSent = true;
    }

    private void mendToolCall(byte[] json, ToolCallScan call, int part, JsonEdits edits) {
        int before = toolCalls.count();
        int number = toolCalls.number(part, call.number(), call.id());
        Additions additions = new Additions(edits, call.closingBrace(), call.empty());
        Field field = call.index();
        String literal = Integer.toString(number);
        if (field == null || !field.reads(json, literal.getBytes(StandardCharsets.US_ASCII))) {
            set("index", field, literal, edits, additions);
        }
        if (number == before && !call.idPresent()) {
            // Without an id no tool's result could refer to the call.
            additions.add("\"id\":\"call_" + UUID.randomUUID() + "\"");
        }
    }

    private static void set(String name, @Nullable Field field, String literal, JsonEdits edits, Additions additions) {
        if (field == null) {
            additions.add("\"" + name + "\":" + literal);
        } else {
            edits.replace(field.span(), literal);
        }
    }
}
