package dev.sluice.provider.copilot;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a function's name where a Responses stream says that the arguments of its call are whole. The API promises it
 * there; Copilot only says it where the call begins.
 */
final class CallNames {
    private static final String BEGINS = "response.output_item.added";
    private static final String WHOLE = "response.function_call_arguments.done";

    private final Map<Long, byte[]> names = new HashMap<>();

    ServerSentEvent mend(String type, ServerSentEvent event) {
        if (!type.equals(BEGINS) && !type.equals(WHOLE)) {
            return event;
        }
        byte[] data = event.data();
        Call call = new Call(data);
        try {
            call.read();
        } catch (JsonException e) {
            // Passed on as it is; only its call is unknown.
            return event;
        }
        JsonSpan name = call.name;
        if (type.equals(BEGINS)) {
            if (name != null) {
                names.put(call.index, Arrays.copyOfRange(data, name.start(), name.end()));
            }
            return event;
        }
        byte[] known = names.get(call.index);
        if (name != null || known == null) {
            return event;
        }
        String field = "\"name\":" + new String(known, StandardCharsets.UTF_8) + ",";
        return ServerSentEvent.of(
                event.type(), JsonEdits.of(data).insert(call.fields, field).apply());
    }

    /** What an event tells of a call. */
    private static final class Call {
        private final JsonReader json;
        private final int fields;
        private long index = -1;
        private @Nullable JsonSpan name;

        Call(byte[] data) {
            this.json = JsonReader.of(data);
            // Behind the brace with which the object begins.
            this.fields = new String(data, StandardCharsets.ISO_8859_1).indexOf('{') + 1;
        }

        void read() {
            json.beginObject();
            while (json.hasNext()) {
                String field = json.nextName();
                Kind kind = json.peek();
                if (field.equals("output_index") && kind == Kind.NUMBER) {
                    index = json.nextLong();
                } else if (field.equals("name") && kind == Kind.STRING) {
                    name = json.nextSpan();
                } else if (field.equals("item") && kind == Kind.OBJECT) {
                    item();
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
        }

        private void item() {
            json.beginObject();
            while (json.hasNext()) {
                if (json.nextName().equals("name") && json.peek() == Kind.STRING) {
                    name = json.nextSpan();
                } else {
                    json.skipValue();
                }
            }
            json.endObject();
        }
    }
}
