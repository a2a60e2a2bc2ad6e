package dev.sluice.provider.copilot.chat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Recorded shapes of Copilot's answers, as data; each says in {@code source} where its shape comes from. */
final class Fixtures {
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private Fixtures() {}

    static JsonObject read(String path) {
        try (InputStream file = Fixtures.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("no fixture " + path);
            }
            return object(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static JsonObject object(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    static ChatRequest request(JsonObject fixture) {
        return ChatRequest.normalize(bytes(fixture.getJsonObject("request").toString()), "asked-model");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Each element as the text of an event: strings as they are, all else as JSON. */
    static List<String> texts(JsonArray events) {
        return events.stream().map(Fixtures::text).toList();
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }

    /** Parsed, and with a made-up id replaced, so that fixtures can name what is not known beforehand. */
    static JsonValue comparable(String text) {
        if (!text.startsWith("{")) {
            return Json.createValue(text);
        }
        JsonObject parsed = object(text);
        boolean madeUp = parsed.getString("id", "").matches("chatcmpl-[0-9a-f-]{36}");
        return madeUp ? Json.createObjectBuilder(parsed).add("id", "*").build() : parsed;
    }
}
