package dev.sluice.provider.google;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonSpan;
import dev.sluice.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code countTokens} takes: contents alone, or else a whole request in a field of its own, which names the model
 * once more.
 *
 * @see <a href="https://ai.google.dev/api/tokens">its reference</a>
 */
final class CountedRequest {
    private static final Set<String> WHOLE = Set.of("generateContentRequest", "generate_content_request");

    private final byte[] body;
    private @Nullable JsonSpan whole;
    private @Nullable JsonSpan model;
    private boolean more;

    private CountedRequest(byte[] body) {
        this.body = body;
    }

    /** Makes one of a request for content, or of one that is a request to count already. */
    static byte[] of(byte[] body, String model) {
        try {
            CountedRequest request = new CountedRequest(body);
            request.read();
            return request.write(new String(JsonText.quoted("models/" + model), StandardCharsets.UTF_8));
        } catch (JsonException e) {
            // What is no object is the upstream's to refuse.
            return body;
        }
    }

    private void read() {
        JsonReader json = JsonReader.of(body);
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            JsonSpan value = json.nextSpan();
            if (WHOLE.contains(name) && JsonReader.of(body, value).peek() == Kind.OBJECT) {
                whole = value;
            } else if (name.equals("model")) {
                model = value;
            } else {
                more |= !name.equals("contents");
            }
        }
        if (whole != null) {
            model = modelOf(JsonReader.of(body, whole));
        }
    }

    private static @Nullable JsonSpan modelOf(JsonReader json) {
        JsonSpan found = null;
        json.beginObject();
        while (json.hasNext()) {
            boolean named = json.nextName().equals("model");
            JsonSpan value = json.nextSpan();
            found = named ? value : found;
        }
        return found;
    }

    private byte[] write(String name) {
        if (whole == null && model == null && !more) {
            return body;
        }
        JsonEdits edits = JsonEdits.of(body);
        int start = whole == null ? firstBrace() : whole.start();
        if (model != null) {
            edits.replace(model, name);
        } else {
            edits.insert(start + 1, "\"model\":" + name + (isEmpty(start) ? "" : ","));
        }
        if (whole == null) {
            edits.insert(start, "{\"generateContentRequest\":").insert(body.length, "}");
        }
        return edits.apply();
    }

    private int firstBrace() {
        int at = 0;
        while (body[at] != '{') {
            at++;
        }
        return at;
    }

    private boolean isEmpty(int start) {
        int at = start + 1;
        while (Character.isWhitespace(body[at])) {
            at++;
        }
        return body[at] == '}';
    }
}
