package dev.sluice.provider.copilot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Reply;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However Copilot cuts a message up, the client gets the same message. */
final class MessageSplittingTest {
    private static final String ALPHABET = "abc \"\\\n\tüß€/";

    @ParameterizedTest
    @MethodSource("seeds")
    void rebuildsAMessageFromAnyChunks(long seed) {
        Random random = new Random(seed);
        String content = text(random, 40);
        List<String> calls = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            calls.add(text(random, 30));
        }
        List<String> events = chunks(random, content, calls);

        JsonObject answer = aggregate(events);

        JsonObject choice = answer.getJsonArray("choices").getJsonObject(0);
        assertThat(answer.getJsonArray("choices")).hasSize(1);
        assertThat(choice.getString("finish_reason")).isEqualTo(calls.isEmpty() ? "stop" : "tool_calls");
        assertThat(choice.getJsonObject("message").getString("content")).isEqualTo(content);
        JsonArray found = choice.getJsonObject("message").getJsonArray("tool_calls");
        assertThat(found == null ? 0 : found.size()).isEqualTo(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            JsonObject call = found.getJsonObject(i);
            assertThat(call.getString("id")).isEqualTo("call_" + i);
            assertThat(call.getJsonObject("function").getString("name")).isEqualTo("f" + i);
            assertThat(call.getJsonObject("function").getString("arguments")).isEqualTo(calls.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void rebuildsAMessageFromAnyChoices(int parts) {
        JsonArrayBuilder choices = Json.createArrayBuilder();
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            content.append("part\"").append(i);
            choices.add(Json.createObjectBuilder()
                    .add("finish_reason", "tool_calls")
                    .add(
                            "message",
                            Json.createObjectBuilder()
                                    .add("content", "part\"" + i)
                                    .add("tool_calls", Json.createArrayBuilder().add(call(0, i, "{}")))));
        }
        String body = Json.createObjectBuilder().add("choices", choices).build().toString();

        Reply.Complete reply = ChatReply.normalize(Headers.empty(), Fixtures.bytes(body), request(), Fixtures.CLOCK);

        JsonArray merged = Fixtures.object(new String(reply.body(), StandardCharsets.UTF_8))
                .getJsonArray("choices");
        assertThat(merged).hasSize(1);
        JsonObject message = merged.getJsonObject(0).getJsonObject("message");
        assertThat(message.getString("content")).isEqualTo(content.toString());
        assertThat(message.getJsonArray("tool_calls")
                        .getValuesAs(value -> value.asJsonObject().getString("id")))
                .hasSize(parts)
                .doesNotHaveDuplicates();
    }

    static List<Long> seeds() {
        return new Random(7).longs(60).boxed().toList();
    }

    private static List<String> chunks(Random random, String content, List<String> calls) {
        boolean splits = random.nextBoolean();
        boolean indexes = random.nextBoolean();
        List<String> events = new ArrayList<>();
        pieces(random, content)
                .forEach(part -> events.add(chunk(0, Json.createObjectBuilder().add("content", part), "")));
        if (splits) {
            events.add(chunk(0, Json.createObjectBuilder(), "stop"));
        }
        int choice = splits && !calls.isEmpty() ? 1 : 0;
        for (int i = 0; i < calls.size(); i++) {
            int index = indexes ? i : 0;
            events.add(chunk(
                    choice,
                    Json.createObjectBuilder()
                            .add("tool_calls", Json.createArrayBuilder().add(call(index, i, ""))),
                    ""));
            for (String part : pieces(random, calls.get(i))) {
                JsonObjectBuilder function = Json.createObjectBuilder().add("arguments", part);
                events.add(chunk(
                        choice,
                        Json.createObjectBuilder()
                                .add(
                                        "tool_calls",
                                        Json.createArrayBuilder()
                                                .add(Json.createObjectBuilder()
                                                        .add("index", index)
                                                        .add("function", function))),
                        ""));
            }
        }
        events.add(chunk(choice, Json.createObjectBuilder(), calls.isEmpty() ? "stop" : "tool_calls"));
        return events;
    }

    private static JsonObjectBuilder call(int index, int number, String arguments) {
        return Json.createObjectBuilder()
                .add("index", index)
                .add("id", "call_" + number)
                .add("type", "function")
                .add(
                        "function",
                        Json.createObjectBuilder().add("name", "f" + number).add("arguments", arguments));
    }

    private static String chunk(int choice, JsonObjectBuilder delta, String finish) {
        JsonObjectBuilder one = Json.createObjectBuilder().add("index", choice).add("delta", delta);
        if (!finish.isEmpty()) {
            one.add("finish_reason", finish);
        }
        return Json.createObjectBuilder()
                .add("choices", Json.createArrayBuilder().add(one))
                .build()
                .toString();
    }

    private static List<String> pieces(Random random, String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(7));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(length); i > 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static JsonObject aggregate(List<String> chunks) {
        List<String> events = new ArrayList<>(chunks);
        events.add("[DONE]");
        EventStream stream = ChatStream.of(new ListedEvents(events), request(), Fixtures.CLOCK);
        return Fixtures.object(
                new String(ChatAggregate.of(Headers.empty(), stream).body(), StandardCharsets.UTF_8));
    }

    private static ChatRequest request() {
        return ChatRequest.normalizeForAggregate(Fixtures.bytes("{\"messages\":[]}"), "asked-model");
    }
}
