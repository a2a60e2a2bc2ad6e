package dev.sluice.provider.testkit.copilot;

import static dev.sluice.provider.testkit.copilot.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OtherEndpointsTest {

    private static final JsonObject RESPONSE = JsonValues.object("model", "gpt-5.4", "input", "What is up in Rome?");
    private static final JsonObject MESSAGE = json("{\"model\":\"claude-sonnet-4.5\",\"max_tokens\":100,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Good morning\"}]}");

    private final SimulatorClient client = new SimulatorClient();

    @AfterEach
    void stop() {
        client.close();
    }

    private String responses(JsonObject body) throws IOException, InterruptedException {
        return client.post("/responses", body.toString()).body();
    }

    private String messages(JsonObject body) throws IOException, InterruptedException {
        return client.post("/v1/messages", body.toString()).body();
    }

    @Test
    void respondsInOnePieceAndStreamed() throws IOException, InterruptedException {
        JsonObject whole = json(responses(RESPONSE));
        assertThat(whole.getString("status")).isEqualTo("completed");
        assertThat(whole.toString()).contains("\u201cWhat is up in Rome?\u201d");
        String stream = responses(JsonValues.with(RESPONSE, "stream", true));
        assertThat(stream)
                .startsWith("event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,")
                .contains("event: response.output_text.delta")
                .contains("event: response.completed")
                .doesNotContain("[DONE]");
    }

    @Test
    void callsToolsInResponses() throws IOException, InterruptedException {
        JsonObject tool = json("{\"type\":\"function\",\"name\":\"visit\",\"parameters\":{\"type\":\"object\","
                + "\"properties\":{\"city\":{\"type\":\"string\"}}}}");
        JsonObject call = JsonValues.objects(
                        json(responses(JsonValues.with(RESPONSE, "tools", List.of(tool)))), "output")
                .getFirst();
        assertThat(call.getString("type")).isEqualTo("function_call");
        assertThat(call.getString("arguments")).isEqualTo("{\"city\":\"Rome\"}");
        JsonObject user = JsonValues.object("role", "user", "content", "Hello");
        JsonObject result = JsonValues.object(
                "type", "function_call_output", "call_id", call.getString("call_id"), "output", "sunny");
        assertThat(responses(JsonValues.with(RESPONSE, "input", List.of(user, call, result))))
                .contains("input item ID does not belong to this connection");
        JsonObject replayed = Json.createObjectBuilder(call).remove("id").build();
        assertThat(responses(JsonValues.with(RESPONSE, "input", List.of(user, replayed, result))))
                .contains("sunny");
    }

    @Test
    void takesReasoningBackOnlyAsThePairItWas() throws IOException, InterruptedException {
        JsonObject body = JsonValues.with(RESPONSE, "include", List.of("reasoning.encrypted_content"));
        JsonObject reasoning =
                JsonValues.objects(json(responses(body)), "output").getFirst();
        JsonObject user = JsonValues.object("role", "user", "content", "Hello");
        assertThat(json(responses(JsonValues.with(body, "input", List.of(reasoning, user))))
                        .getString("status"))
                .isEqualTo("completed");
        JsonObject forged = JsonValues.with(reasoning, "id", "other");
        assertThat(responses(JsonValues.with(body, "input", List.of(forged, user))))
                .contains("item_id mismatch");
    }

    @Test
    void refusesWhatResponsesDoNotTake() throws IOException, InterruptedException {
        assertThat(responses(JsonValues.with(RESPONSE, "previous_response_id", "resp_1")))
                .contains("previous_response_not_found");
        assertThat(responses(JsonValues.with(RESPONSE, "include", List.of("usage"))))
                .contains("invalid_request_body");
        assertThat(responses(JsonValues.with(RESPONSE, "model", "gpt-4o"))).contains("unsupported_api_for_model");
        assertThat(responses(JsonValues.object("input", "Hello"))).contains("model_not_supported");
    }

    @Test
    void saysMessagesInOnePieceAndStreamed() throws IOException, InterruptedException {
        JsonObject whole = json(messages(MESSAGE));
        assertThat(whole.getString("stop_reason")).isEqualTo("end_turn");
        assertThat(JsonValues.objects(whole, "content").getFirst().getString("text"))
                .contains("Good morning");
        String stream = messages(JsonValues.with(MESSAGE, "stream", true));
        assertThat(stream)
                .containsSubsequence(
                        "event: message_start",
                        "event: content_block_start",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
        assertThat(json(client.post("/v1/messages/count_tokens", MESSAGE.toString()))
                        .getInt("input_tokens"))
                .isPositive();
    }

    @Test
    void saysMessagesAsTheSchemaWants() throws IOException, InterruptedException {
        JsonObject config = json("{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\","
                + "\"properties\":{\"count\":{\"type\":\"integer\",\"minimum\":3}}}}}");
        JsonObject reply = json(messages(JsonValues.with(MESSAGE, "output_config", config)));
        assertThat(JsonValues.objects(reply, "content").getLast().getString("text"))
                .isEqualTo("{\"count\":3}");
    }

    @Test
    void refusesWhatMessagesDoNotTake() throws IOException, InterruptedException {
        JsonObject tool =
                json("{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"},\"eager_input_streaming\":true}");
        assertThat(messages(JsonValues.with(MESSAGE, "tools", List.of(tool))))
                .contains("tools.0.custom.eager_input_streaming: Extra inputs are not permitted")
                .startsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"");
        assertThat(messages(JsonValues.with(MESSAGE, "model", "gpt-4o"))).contains("unsupported_api_for_model");
        client.headers.put("anthropic-beta", "context-1m-2025-08-07");
        assertThat(messages(MESSAGE)).contains("anthropic-beta");
    }

    @Test
    void embedsArraysOfTextsOnly() throws IOException, InterruptedException {
        HttpResponse<String> refused =
                client.post("/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":\"text\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("Bad Request\n");
        assertThat(client.post("/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":[[1,2]]}")
                        .statusCode())
                .isEqualTo(400);
        JsonObject reply = json(client.post(
                "/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\"],\"dimensions\":8}"));
        List<JsonObject> data = JsonValues.objects(reply, "data");
        assertThat(data).hasSize(2);
        assertThat(data.get(1).getJsonArray("embedding")).hasSize(8);
        double square = data.get(1).getJsonArray("embedding").stream()
                .mapToDouble(number -> ((JsonNumber) number).doubleValue())
                .map(number -> number * number)
                .sum();
        assertThat(square).isCloseTo(1, within(1e-5));
    }
}
