package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a choice of a chunk adds to the message, as it came. */
final class DeltaScan {
    private static final int NONE = -1;

    private @Nullable Field role;
    private int roleStart = NONE;
    private int beforeRole = NONE;
    private int afterRole = NONE;
    private List<ToolCallScan> toolCalls = List.of();
    private boolean empty;
    private int closingBrace;

    private DeltaScan() {}

    static DeltaScan read(JsonReader json) {
        DeltaScan delta = new DeltaScan();
        int previousEnd = NONE;
        json.beginObject();
        delta.empty = !json.hasNext();
        while (json.hasNext()) {
            int nameStart = json.position();
            if (delta.role != null && delta.afterRole == NONE) {
                delta.afterRole = nameStart;
            }
            String name = json.nextName();
            if (name.equals("role")) {
                delta.role = Field.read(json);
                delta.roleStart = nameStart;
                delta.beforeRole = previousEnd;
                delta.afterRole = NONE;
            } else if (name.equals("tool_calls") && json.peek() == Kind.ARRAY) {
                delta.readToolCalls(json);
            } else {
                json.skipValue();
            }
            previousEnd = json.position();
        }
        json.endObject();
        delta.closingBrace = json.position() - 1;
        return delta;
    }

    private void readToolCalls(JsonReader json) {
        List<ToolCallScan> found = new ArrayList<>(2);
        json.beginArray();
        while (json.hasNext()) {
            found.add(ToolCallScan.read(json));
        }
        json.endArray();
        toolCalls = found;
    }

    @Nullable
    Field role() {
        return role;
    }

    /** The role with its name and a comma: what has to go for the delta to have none. */
    JsonSpan roleMember() {
        Field found = role;
        if (found == null) {
            throw new IllegalStateException("a delta without a role");
        }
        if (afterRole != NONE) {
            return new JsonSpan(roleStart, afterRole);
        }
        return new JsonSpan(
                beforeRole == NONE ? roleStart : beforeRole, found.span().end());
    }

    List<ToolCallScan> toolCalls() {
        return toolCalls;
    }

    boolean empty() {
        return empty;
    }

    int closingBrace() {
        return closingBrace;
    }
}
