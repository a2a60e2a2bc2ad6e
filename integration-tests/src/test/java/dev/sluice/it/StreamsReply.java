package dev.sluice.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Objects;

/** What a caller got: a body in one piece or a stream, read to its end. */
record StreamsReply(int status, HttpHeaders headers, String body) {

    static final String DONE = "[DONE]";

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    JsonObject json() {
        return parse(body);
    }

    /** The error of an error reply. */
    JsonObject error() {
        return Objects.requireNonNull(json().getJsonObject("error"), body);
    }

    String errorCode() {
        return error().getString("code");
    }

    /** The words of a chat completion. */
    String content() {
        return json().getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }

    /** The data of the events of a stream. */
    List<String> events() {
        return events(body);
    }

    /** The words of a streamed chat completion, put together. */
    String streamedContent() {
        StringBuilder words = new StringBuilder();
        for (String event : events()) {
            if (event.equals(DONE)) {
                continue;
            }
            parse(event).getJsonArray("choices").getValuesAs(JsonObject.class).stream()
                    .map(choice -> choice.getJsonObject("delta"))
                    .filter(delta -> delta != null && delta.containsKey("content") && !delta.isNull("content"))
                    .forEach(delta -> words.append(delta.getString("content")));
        }
        return words.toString();
    }

    static List<String> events(String text) {
        return text.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
