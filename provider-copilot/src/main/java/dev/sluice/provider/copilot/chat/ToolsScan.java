package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;

/** Reads the tools on offer, and gives a schema to functions without one, which Copilot demands. */
final class ToolsScan {
    private static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

    private final JsonEdits edits;
    private boolean empty;

    ToolsScan(JsonEdits edits) {
        this.edits = edits;
    }

    /** Tells whether there is a list of tools without any, which Copilot refuses. */
    boolean empty() {
        return empty;
    }

    void read(JsonReader json) {
        if (json.peek() == Kind.NULL) {
            json.skipValue();
            return;
        }
        RequestFields.require(json, Kind.ARRAY, "tools");
        json.beginArray();
        empty = !json.hasNext();
        for (int i = 0; json.hasNext(); i++) {
            if (json.peek() != Kind.OBJECT) {
                throw RequestFields.wrong("tools[" + i + "]", "must be an object");
            }
            tool(json, i);
        }
        json.endArray();
    }

    private void tool(JsonReader json, int i) {
        json.beginObject();
        while (json.hasNext()) {
            if (!json.nextName().equals("function")) {
                json.skipValue();
            } else if (json.peek() == Kind.OBJECT) {
                function(json);
            } else {
                throw RequestFields.wrong("tools[" + i + "].function", "must be an object");
            }
        }
        json.endObject();
    }

    private void function(JsonReader json) {
        boolean hasParameters = false;
        json.beginObject();
        boolean bare = !json.hasNext();
        while (json.hasNext()) {
            if (!json.nextName().equals("parameters")) {
                json.skipValue();
                continue;
            }
            hasParameters = true;
            if (json.peek() == Kind.NULL) {
                edits.replace(json.nextSpan(), NO_PARAMETERS);
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        if (!hasParameters) {
            new Additions(edits, json.position() - 1, bare).add("\"parameters\":" + NO_PARAMETERS);
        }
    }
}
