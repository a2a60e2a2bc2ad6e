package dev.sluice.provider.copilot;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.copilot.chat.Members;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Adds the fields that the Responses API promises in a response and Copilot may leave out, with what they mean then.
 */
final class ResponseFields {
    private static final Set<String> EVENTS = Set.of(
            "response.created", "response.in_progress", "response.completed", "response.incomplete", "response.failed");
    private static final Map<String, String> PROMISED = promised();
    private static final String CACHED = "input_tokens_details";
    private static final String WRITTEN = "cache_write_tokens";

    private final JsonReader json;
    private final JsonEdits edits;

    private ResponseFields(byte[] data) {
        this.json = JsonReader.of(data);
        this.edits = JsonEdits.of(data);
    }

    private static Map<String, String> promised() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("error", "null");
        fields.put("incomplete_details", "null");
        fields.put("instructions", "null");
        fields.put("metadata", "{}");
        fields.put("parallel_tool_calls", "true");
        fields.put("temperature", "null");
        fields.put("tool_choice", "\"auto\"");
        fields.put("tools", "[]");
        fields.put("top_p", "null");
        return fields;
    }

    /** Mends a whole response; what is none, or has no id, stays as it is. */
    static byte[] mend(byte[] response) {
        ResponseFields fields = new ResponseFields(response);
        try {
            fields.response();
        } catch (JsonException e) {
            return response;
        }
        return fields.edits.isEmpty() ? response : fields.edits.apply();
    }

    /** Mends the response in an event; an event without one stays as it is. */
    static ServerSentEvent mend(String type, ServerSentEvent event) {
        if (!EVENTS.contains(type)) {
            return event;
        }
        ResponseFields fields = new ResponseFields(event.data());
        try {
            fields.event();
        } catch (JsonException e) {
            // Passed on as it is.
            return event;
        }
        return fields.edits.isEmpty() ? event : ServerSentEvent.of(event.type(), fields.edits.apply());
    }

    private void event() {
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("response") && json.peek() == Kind.OBJECT) {
                response();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    private void response() {
        Map<String, String> missing = new LinkedHashMap<>(PROMISED);
        Members members = new Members();
        boolean named = false;
        int first = beginObject();
        while (json.hasNext()) {
            int nameStart = json.position();
            String name = json.nextName();
            missing.remove(name);
            named |= name.equals("id");
            Kind kind = json.peek();
            int start = json.position();
            if (name.equals("usage") && kind == Kind.OBJECT) {
                usage();
            } else {
                json.skipValue();
            }
            Members.Member member = members.add(nameStart, new JsonSpan(start, json.position()));
            // Usage that is not known yet is left out, not null.
            Members.Member.drop(name.equals("usage") && kind == Kind.NULL ? member : null);
        }
        json.endObject();
        if (!named) {
            return;
        }
        missing.forEach((name, value) -> edits.insert(first, "\"" + name + "\":" + value + ","));
        members.removeDropped(edits);
    }

    private void usage() {
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals(CACHED) && json.peek() == Kind.OBJECT) {
                cached();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    private void cached() {
        int first = beginObject();
        boolean empty = !json.hasNext();
        boolean written = false;
        while (json.hasNext()) {
            written |= json.nextName().equals(WRITTEN);
            json.skipValue();
        }
        json.endObject();
        if (!written) {
            edits.insert(first, "\"" + WRITTEN + "\":0" + (empty ? "" : ","));
        }
    }

    /** Returns the place behind the brace. */
    private int beginObject() {
        json.peek();
        int brace = json.position();
        json.beginObject();
        return brace + 1;
    }
}
