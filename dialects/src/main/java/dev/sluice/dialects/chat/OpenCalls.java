package dev.sluice.dialects.chat;

import dev.sluice.dialects.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls in a request that wait for their results, which have to follow them. Used by one thread. */
final class OpenCalls {
    private final Map<String, Call> open = new LinkedHashMap<>();

    private record Call(Fields message, String field, String name) {}

    /** Notes a call of {@code tool_calls}. */
    void begin(Fields message, Fields call, String id, String name) {
        if (open.putIfAbsent(id, new Call(message, "tool_calls", name)) != null) {
            throw call.wrong("id", "is the id of another call already");
        }
    }

    /** Notes a call of the time when a message had one at most, and it no id. */
    void beginLegacy(Fields message, String id, String name) {
        open.put(id, new Call(message, "function_call", name));
    }

    /** Notes a result, and returns its call's id. */
    String answered(Fields message, String id) {
        if (open.remove(id) == null) {
            throw message.wrong(
                    "tool_call_id", "names no call of the assistant's message before it, or one that has its result");
        }
        return id;
    }

    /** Notes a result that names the function only, and returns its call's id. */
    String answeredLegacy(Fields message, String name) {
        for (Map.Entry<String, Call> entry : open.entrySet()) {
            Call call = entry.getValue();
            if (call.field().equals("function_call") && call.name().equals(name)) {
                open.remove(entry.getKey());
                return entry.getKey();
            }
        }
        throw message.wrong(
                "name", "names no 'function_call' of the assistant's message before it, or one that has its result");
    }

    /** Refuses calls that are still open where something else than their results follows, or nothing. */
    void requireNone() {
        if (!open.isEmpty()) {
            Call call = open.values().iterator().next();
            throw call.message()
                    .wrong(
                            call.field(),
                            "has a call of '" + call.name()
                                    + "' without a result; a message with the result of each call has to follow");
        }
    }
}
