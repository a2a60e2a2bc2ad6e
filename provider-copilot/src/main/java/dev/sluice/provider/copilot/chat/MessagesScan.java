package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;

/** Reads of the messages what Copilot's headers want to know. */
final class MessagesScan {
    private boolean vision;
    private boolean byUser = true;

    boolean vision() {
        return vision;
    }

    boolean byUser() {
        return byUser;
    }

    void read(JsonReader json) {
        RequestFields.require(json, Kind.ARRAY, "messages");
        json.beginArray();
        for (int i = 0; json.hasNext(); i++) {
            if (json.peek() != Kind.OBJECT) {
                throw RequestFields.wrong("messages[" + i + "]", "must be an object");
            }
            message(json, i);
        }
        json.endArray();
    }

    private void message(JsonReader json, int i) {
        String role = "";
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "role" -> {
                    if (json.peek() != Kind.STRING) {
                        throw RequestFields.wrong("messages[" + i + "].role", "must be a string");
                    }
                    role = json.nextString();
                }
                case "content" -> content(json, i);
                default -> json.skipValue();
            }
        }
        json.endObject();
        // The last message decides: a tool's result or an assistant's prefix carries an earlier turn on.
        byUser = role.equals("user");
    }

    private void content(JsonReader json, int i) {
        switch (json.peek()) {
            case STRING, NULL -> json.skipValue();
            case ARRAY -> {
                json.beginArray();
                for (int part = 0; json.hasNext(); part++) {
                    if (json.peek() != Kind.OBJECT) {
                        throw RequestFields.wrong("messages[" + i + "].content[" + part + "]", "must be an object");
                    }
                    part(json);
                }
                json.endArray();
            }
            default ->
                throw RequestFields.wrong("messages[" + i + "].content", "must be a string or an array of parts");
        }
    }

    private void part(JsonReader json) {
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("type") && json.peek() == Kind.STRING) {
                String type = json.nextString();
                vision |= type.equals("image_url") || type.equals("input_image");
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }
}
