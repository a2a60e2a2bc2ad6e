package dev.sluice.provider.testkit.copilot;

import static dev.sluice.provider.testkit.copilot.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.http.Fault;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatRepliesTest {

    private static final JsonObject WEATHER = JsonValues.object(
            "type",
            "function",
            "function",
            JsonValues.object(
                    "name",
                    "get_weather",
                    "description",
                    "The weather in a city",
                    "parameters",
                    json(
                            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},"
                                    + "\"unit\":{\"enum\":[\"C\",\"F\"]},\"days\":{\"type\":\"integer\"}},\"required\":[\"city\",\"unit\"]}")));

    private final SimulatorClient client = new SimulatorClient();

    @AfterEach
    void stop() {
        client.close();
    }

    private static JsonObject ask(String model, String text) {
        return JsonValues.object(
                "model", model, "messages", List.of(JsonValues.object("role", "user", "content", text)));
    }

    private static JsonObject askWithTools(String model) {
        JsonObject other = JsonValues.object(
                "type",
                "function",
                "function",
                JsonValues.object("name", "send_mail", "parameters", JsonValues.object("type", "object")));
        return JsonValues.with(ask(model, "What is the weather in Paris today?"), "tools", List.of(other, WEATHER));
    }

    private JsonObject whole(JsonObject body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.post("/chat/completions", body.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    private List<JsonObject> chunks(JsonObject body) throws IOException, InterruptedException {
        String text = client.post(
                        "/chat/completions",
                        JsonValues.with(body, "stream", true).toString())
                .body();
        assertThat(text).endsWith("data: [DONE]\n\n");
        return List.of(text.split("\n\n", -1)).stream()
                .filter(event -> event.startsWith("data: {"))
                .map(event -> json(event.substring("data: ".length())))
                .toList();
    }

    private static List<JsonObject> deltas(List<JsonObject> chunks) {
        return chunks.stream()
                .flatMap(chunk -> JsonValues.objects(chunk, "choices").stream())
                .map(choice -> JsonValues.child(choice, "delta"))
                .toList();
    }

    private static String content(List<JsonObject> chunks) {
        return deltas(chunks).stream()
                .map(delta -> delta.getString("content", ""))
                .collect(Collectors.joining());
    }

    @Test
    void gptInOnePieceHasNeitherObjectNorCreated() throws IOException, InterruptedException {
        JsonObject reply = whole(ask("gpt-4o", "Good morning"));
        assertThat(reply).doesNotContainKeys("object", "created").containsKey("prompt_filter_results");
        JsonObject choice = JsonValues.objects(reply, "choices").getFirst();
        assertThat(choice.getJsonObject("message").getString("content")).contains("\u201cGood morning\u201d");
        JsonObject usage = reply.getJsonObject("usage");
        assertThat(usage.getInt("total_tokens"))
                .isEqualTo(usage.getInt("prompt_tokens") + usage.getInt("completion_tokens"));
    }

    @Test
    void gptStreamsBeginWithFilterResultsAndEndWithUsage() throws IOException, InterruptedException {
        List<JsonObject> chunks = chunks(ask("gpt-4o", "Good morning"));
        assertThat(chunks.getFirst().getJsonArray("choices")).isEmpty();
        assertThat(chunks.getFirst()).doesNotContainKeys("object", "model");
        assertThat(content(chunks)).contains("Good morning");
        assertThat(deltas(chunks).get(1).get("role")).isEqualTo(JsonValue.NULL);
        assertThat(chunks.getLast()).containsKey("usage");
        assertThat(JsonValues.objects(chunks.getLast(), "choices").getFirst().getString("finish_reason"))
                .isEqualTo("stop");
        JsonObject apart = JsonValues.with(
                ask("gpt-4o", "Good morning"), "stream_options", JsonValues.object("include_usage", true));
        assertThat(chunks(apart).getLast().getJsonArray("choices")).isEmpty();
    }

    @Test
    void gptCallsTheFittingToolWithFittingArguments() throws IOException, InterruptedException {
        JsonObject message = JsonValues.objects(whole(askWithTools("gpt-4o")), "choices")
                .getFirst()
                .getJsonObject("message");
        assertThat(message).doesNotContainKey("content");
        JsonObject function =
                JsonValues.objects(message, "tool_calls").getFirst().getJsonObject("function");
        assertThat(function.getString("name")).isEqualTo("get_weather");
        assertThat(function.getString("arguments")).isEqualTo("{\"city\":\"Paris\",\"unit\":\"C\"}");
    }

    @Test
    void heedsTheUsersWordsAmongWhatAnAgentPutsAroundThem() throws IOException, InterruptedException {
        String schema = "{\"type\":\"object\",\"properties\":{\"cmd\":{\"type\":\"string\"}},\"required\":[\"cmd\"]}";
        JsonObject shell = JsonValues.object(
                "type", "function", "function", JsonValues.object("name", "shell", "parameters", json(schema)));
        String text =
                "<system-reminder>\nThe weather in `Rome`\n</system-reminder>\nRun the shell command `cat a.txt`.";
        JsonObject body = JsonValues.with(ask("gpt-4o", text), "tools", List.of(WEATHER, shell));

        JsonObject message =
                JsonValues.objects(whole(body), "choices").getFirst().getJsonObject("message");

        JsonObject function =
                JsonValues.objects(message, "tool_calls").getFirst().getJsonObject("function");
        assertThat(function.getString("name")).isEqualTo("shell");
        assertThat(function.getString("arguments")).isEqualTo("{\"cmd\":\"cat a.txt\"}");
    }

    @Test
    void gptNumbersParallelCallsAndClaudeDoesNot() throws IOException, InterruptedException {
        JsonObject gpt = JsonValues.with(askWithTools("gpt-4o"), "parallel_tool_calls", true);
        assertThat(callIndexes(chunks(gpt))).containsExactly(0, 1);
        JsonObject claude = JsonValues.with(gpt, "model", "claude-sonnet-4.5");
        assertThat(callIndexes(chunks(claude))).containsExactly(0, 0);
    }

    private static List<Integer> callIndexes(List<JsonObject> chunks) {
        return deltas(chunks).stream()
                .flatMap(delta -> JsonValues.objects(delta, "tool_calls").stream())
                .filter(call -> call.containsKey("id"))
                .map(call -> call.getInt("index"))
                .toList();
    }

    @Test
    void claudeSplitsTextAndCallsIntoChoices() throws IOException, InterruptedException {
        client.simulator
                .answers()
                .next(new ModelAnswer(
                        "Let me look.", "Hm.", List.of(new ToolCall("f", "{}"), new ToolCall("g", "{}")), false));
        List<JsonObject> choices = JsonValues.objects(whole(ask("claude-sonnet-4.5", "Hello")), "choices");
        assertThat(choices).hasSize(3);
        assertThat(choices.getFirst().getJsonObject("message"))
                .containsKeys("reasoning_text", "reasoning_opaque", "content");
        assertThat(choices).allMatch(choice -> choice.getString("finish_reason").equals("tool_calls"));
    }

    @Test
    void geminiSignsItsCalls() throws IOException, InterruptedException {
        assertThat(chunks(askWithTools("gemini-3-pro-preview")).toString()).contains("thought_signature");
    }

    @Test
    void answersAsTheSchemaWants() throws IOException, InterruptedException {
        JsonObject format =
                json("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"type\":\"object\","
                        + "\"properties\":{\"count\":{\"type\":\"integer\",\"minimum\":3},\"tags\":{\"type\":\"array\","
                        + "\"items\":{\"$ref\":\"#/$defs/tag\"}}},\"$defs\":{\"tag\":{\"const\":\"x\"}}}}}");
        JsonObject reply = whole(JsonValues.with(ask("gpt-4o", "Count"), "response_format", format));
        assertThat(content(reply)).isEqualTo("{\"count\":3,\"tags\":[\"x\"]}");
        JsonObject object =
                JsonValues.with(ask("gpt-4o", "Count"), "response_format", json("{\"type\":\"json_object\"}"));
        assertThat(json(content(whole(object)))).containsKey("answer");
    }

    private static String content(JsonObject reply) {
        return JsonValues.objects(reply, "choices")
                .getFirst()
                .getJsonObject("message")
                .getString("content");
    }

    @Test
    void stopsAtTheOutputLimit() throws IOException, InterruptedException {
        JsonObject reply = whole(JsonValues.with(ask("gpt-4o", "Hello"), "max_tokens", 2));
        assertThat(content(reply)).isEqualTo("You wrot");
        assertThat(JsonValues.objects(reply, "choices").getFirst().getString("finish_reason"))
                .isEqualTo("length");
    }

    @Test
    void saysWhatATestPutDown() throws IOException, InterruptedException {
        client.simulator.answers().next(ModelAnswer.text("first"));
        client.simulator.answers().always(ModelAnswer.text("then"));
        assertThat(content(whole(ask("gpt-4o", "Hello")))).isEqualTo("first");
        assertThat(content(whole(ask("gpt-4o", "Hello")))).isEqualTo("then");
        client.simulator.answers().clear();
        assertThat(content(whole(ask("gpt-4o", "Hello")))).contains("Hello");
    }

    @Test
    void chatFaultsChangeTheEvents() throws IOException, InterruptedException {
        assertThat(faulty(ChatFaults.nullChoices())).startsWith("data: {\"choices\":null");
        assertThat(faulty(ChatFaults.withoutDone())).doesNotContain("[DONE]");
        assertThat(faulty(ChatFaults.withoutFinishReason())).doesNotContain("finish_reason");
        assertThat(faulty(ChatFaults.errorAfter(2, "server_error", "broken")))
                .endsWith("data: {\"error\":{\"message\":\"broken\",\"code\":\"server_error\"}}\n\n");
        assertThat(faulty(ChatFaults.contentFilterAfter(3)))
                .contains("TextCopyright")
                .contains("content_filter");
        assertThat(faulty(ChatFaults.malformedAfter(1))).endsWith("{\"con\n\n");
        assertThat(faulty(ChatFaults.comments())).startsWith(": keep-alive\n\n");
        assertThat(faulty(Fault.byteWise().over(ChatFaults.newerFields()))).contains("chat.completion.chunk");
    }

    private String faulty(Fault fault) throws IOException, InterruptedException {
        client.simulator.faults().next("/chat/completions", fault);
        return client.post(
                        "/chat/completions",
                        JsonValues.with(ask("gpt-4o", "Hello"), "stream", true).toString())
                .body();
    }
}
