package dev.sluice.json;

import dev.sluice.fuzz.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON that is walked through is what is skipped, and an object is what the tree's parser takes for one. */
public final class JsonReaderFuzz {
    private JsonReaderFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        boolean valid = skipped(bytes);
        if (valid != walked(bytes)) {
            throw new AssertionError("skipped: " + valid + ", walked: " + !valid);
        }
        if (valid && JsonReader.of(bytes).peek() == JsonReader.Kind.OBJECT) {
            if (JsonTree.object(bytes).isEmpty()) {
                throw new AssertionError("the tree's parser refuses what this one takes");
            }
            spliced(bytes);
        }
    }

    private static boolean skipped(byte[] bytes) {
        JsonReader json = JsonReader.of(bytes);
        try {
            json.skipValue();
            json.endDocument();
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static boolean walked(byte[] bytes) {
        JsonReader json = JsonReader.of(bytes);
        try {
            value(json);
            json.endDocument();
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static void value(JsonReader json) {
        switch (json.peek()) {
            case OBJECT -> {
                json.beginObject();
                while (json.hasNext()) {
                    text(json.nextName());
                    value(json);
                }
                json.endObject();
            }
            case ARRAY -> {
                json.beginArray();
                while (json.hasNext()) {
                    value(json);
                }
                json.endArray();
            }
            case STRING -> text(json.nextString());
            case BOOLEAN -> json.nextBoolean();
            case NULL -> json.nextNull();
            case NUMBER, END -> json.skipValue();
        }
    }

    /** What was read can be written, and is then read again as what it was. */
    private static void text(String text) {
        byte[] quoted = JsonText.quoted(text);
        if (!JsonReader.of(quoted).nextString().equals(text)) {
            throw new AssertionError(
                    "written and read again it differs: " + new String(quoted, StandardCharsets.UTF_8));
        }
    }

    private static void spliced(byte[] bytes) {
        JsonReader json = JsonReader.of(bytes);
        JsonEdits edits = JsonEdits.of(bytes);
        json.beginObject();
        while (json.hasNext()) {
            json.nextName();
            JsonSpan span = json.nextSpan();
            edits.replace(span, Arrays.copyOfRange(bytes, span.start(), span.end()));
        }
        if (!Arrays.equals(bytes, edits.apply())) {
            throw new AssertionError("values put in their own places change the text");
        }
    }
}
