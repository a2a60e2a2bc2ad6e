package dev.sluice.provider.copilot;

import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Reads the two facts of a Responses or Messages request that Copilot wants in headers, in one pass. */
final class NativeRequest {
    private final JsonReader json;
    private boolean byUser = true;
    private boolean images;

    private NativeRequest(byte[] body) {
        this.json = JsonReader.of(body);
    }

    /**
     * Reads a request.
     *
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} if it is not a JSON object
     */
    static NativeRequest read(byte[] body) {
        NativeRequest request = new NativeRequest(body);
        try {
            request.top();
        } catch (JsonException e) {
            throw new ProviderException(
                    ErrorKind.INVALID_REQUEST, "the request is not the JSON it should be: " + e.getMessage(), e);
        }
        return request;
    }

    /** Tells whether the last item is the user's own turn, and not only a tool's result. */
    boolean byUser() {
        return byUser;
    }

    boolean images() {
        return images;
    }

    private void top() {
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            boolean conversation = name.equals("messages") || name.equals("input");
            if (conversation && json.peek() == JsonReader.Kind.ARRAY) {
                items();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        json.endDocument();
    }

    private void items() {
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() == JsonReader.Kind.OBJECT) {
                byUser = item();
            } else {
                json.skipValue();
            }
        }
        json.endArray();
    }

    /** Returns whether the item is the user's own. */
    private boolean item() {
        boolean user = false;
        boolean own = false;
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            JsonReader.Kind kind = json.peek();
            if (name.equals("role") && kind == JsonReader.Kind.STRING) {
                user = json.nextString().equals("user");
            } else if (carriesParts(name) && kind == JsonReader.Kind.ARRAY) {
                own |= parts();
            } else {
                own |= name.equals("content") && kind == JsonReader.Kind.STRING;
                json.skipValue();
            }
        }
        json.endObject();
        return user && own;
    }

    /** Returns whether there is a part besides tools' results. */
    private boolean parts() {
        boolean own = false;
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() == JsonReader.Kind.OBJECT) {
                own |= part();
            } else {
                json.skipValue();
            }
        }
        json.endArray();
        return own;
    }

    private boolean part() {
        String type = "";
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            JsonReader.Kind kind = json.peek();
            if (name.equals("type") && kind == JsonReader.Kind.STRING) {
                type = json.nextString();
            } else if (carriesParts(name) && kind == JsonReader.Kind.ARRAY) {
                boolean _ = parts();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        images |= type.equals("image") || type.equals("input_image");
        return !type.equals("tool_result");
    }

    private static boolean carriesParts(String name) {
        return name.equals("content") || name.equals("output");
    }
}
