package dev.sluice.dialects.messages;

import dev.sluice.dialects.json.Fields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Holds the callers' calls of tools against their results, as Anthropic does. Used once. */
final class OpenCalls {
    private final Set<String> known = new HashSet<>();
    private final Map<String, Fields> open = new LinkedHashMap<>();
    private boolean answered;

    /** Notes a call; two of a name could not be told apart. */
    void call(Fields block, String id) {
        if (id.isEmpty() || !known.add(id)) {
            throw block.wrong("id", id.isEmpty() ? "must not be empty" : "is an earlier call's as well");
        }
        open.put(id, block);
    }

    /** Notes a result. */
    void result(Fields block, String id) {
        if (open.remove(id) == null) {
            throw block.wrong(
                    "tool_use_id",
                    known.contains(id)
                            ? "has a result already"
                            : "is no 'tool_use' block's of the assistant's message before it");
        }
    }

    /** Notes that a user's message has been read. */
    void answered() {
        answered = true;
    }

    /** Notes that the assistant speaks: by then, all results must have come. */
    void beginAssistant() {
        if (answered) {
            end();
        }
        answered = false;
    }

    /** Notes the end. */
    void end() {
        open.values().stream().findFirst().ifPresent(block -> {
            throw block.wrong("id", "has no 'tool_result' block in the user's message that follows");
        });
    }
}
