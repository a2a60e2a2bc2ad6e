package dev.sluice.it;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A stream as it came, to its end or to where the connection was closed under it.
 *
 * @param status the status
 * @param text all that came
 * @param whole whether the message ended properly
 */
record StreamedReply(int status, String text, boolean whole) {

    /** The data of every event. */
    List<String> data() {
        return Arrays.stream(text.split("\n\n", -1))
                .filter(event -> event.startsWith("data: "))
                .map(event -> event.substring("data: ".length()))
                .toList();
    }

    /** Every chunk that is a part of the answer. */
    List<JsonObject> chunks() {
        return data().stream()
                .filter(data -> data.startsWith("{") && !data.startsWith("{\"error\""))
                .map(GatewayClient::json)
                .toList();
    }

    /** What all chunks say together. */
    String content() {
        return chunks().stream()
                .flatMap(chunk -> chunk.getJsonArray("choices").stream())
                .map(JsonValue::asJsonObject)
                .map(choice -> choice.getJsonObject("delta"))
                .filter(delta -> delta != null && delta.get("content") instanceof JsonString)
                .map(delta -> delta.getString("content", ""))
                .collect(Collectors.joining());
    }

    boolean done() {
        return text.contains("[DONE]");
    }

    /** The error that the last event tells. */
    JsonObject error() {
        return GatewayClient.json(data().getLast()).getJsonObject("error");
    }
}
