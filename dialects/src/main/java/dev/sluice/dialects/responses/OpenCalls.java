package dev.sluice.dialects.responses;

import dev.sluice.dialects.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls of an input whose results have not come yet. Models refuse a call without a result, and the reverse. */
final class OpenCalls {
    private final Map<String, Fields> open = new LinkedHashMap<>();

    static String id(Fields item) {
        String id = item.requiredText("call_id");
        if (id.isEmpty()) {
            throw item.wrong("call_id", "is empty");
        }
        return id;
    }

    void begin(Fields call, String id) {
        if (open.putIfAbsent(id, call) != null) {
            throw call.wrong("call_id", "is the id of another call that has no result yet");
        }
    }

    void end(Fields result, String id) {
        if (open.remove(id) == null) {
            throw result.wrong(
                    "call_id",
                    "belongs to no call before it that has no result yet; send the whole input, calls and all");
        }
    }

    void requireNone() {
        open.values().stream().findFirst().ifPresent(call -> {
            throw call.wrong("call_id", "is the id of a call whose result does not follow; send the result, too");
        });
    }
}
