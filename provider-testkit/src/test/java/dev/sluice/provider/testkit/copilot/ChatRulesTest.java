package dev.sluice.provider.testkit.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatRulesTest {

    private static final String PIXEL =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private final SimulatorClient client = new SimulatorClient();

    @AfterEach
    void stop() {
        client.close();
    }

    private static JsonObject said(String model, Object content) {
        return JsonValues.object(
                "model", model, "messages", List.of(JsonValues.object("role", "user", "content", content)));
    }

    private HttpResponse<String> chat(JsonObject body) throws IOException, InterruptedException {
        return client.post("/chat/completions", body.toString());
    }

    private void refuses(JsonObject body, String error) throws IOException, InterruptedException {
        HttpResponse<String> response = chat(body);
        assertThat(response.body()).isEqualTo(error);
        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesModelsItDoesNotHave() throws IOException, InterruptedException {
        String error = "{\"error\":{\"message\":\"The requested model is not supported.\","
                + "\"code\":\"model_not_supported\",\"param\":\"model\",\"type\":\"invalid_request_error\"}}";
        refuses(said("gpt-0", "Hello"), error);
        refuses(said("auto", "Hello"), error);
        refuses(said("text-embedding-3-small", "Hello"), error);
    }

    @Test
    void refusesModelsOfOtherEndpoints() throws IOException, InterruptedException {
        refuses(
                said("gpt-5.4", "Hello"),
                "{\"error\":{\"message\":\"model \\\"gpt-5.4\\\" is not accessible via the /chat/completions endpoint\","
                        + "\"code\":\"unsupported_api_for_model\"}}");
    }

    @Test
    void choosesAModelWhenNoneIsNamed() throws IOException, InterruptedException {
        JsonObject body = said("gpt-4o", "Hello");
        HttpResponse<String> response = chat(JsonValues.object("messages", body.get("messages")));
        assertThat(SimulatorClient.json(response).getString("model")).isEqualTo("gpt-4.1-2025-04-14");
    }

    @Test
    void wantsTheNewNameOfTheLimitForGpt5() throws IOException, InterruptedException {
        refuses(
                JsonValues.with(said("gpt-5-mini", "Hello"), "max_tokens", 10),
                "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this model."
                        + " Use 'max_completion_tokens' instead.\",\"code\":\"invalid_request_body\"}}");
        assertThat(chat(JsonValues.with(said("gpt-5-mini", "Hello"), "max_completion_tokens", 10))
                        .statusCode())
                .isEqualTo(200);
        assertThat(chat(JsonValues.with(said("gpt-4o", "Hello"), "max_tokens", 10))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void wantsTheVisionHeaderExactlyWithImages() throws IOException, InterruptedException {
        JsonObject image = JsonValues.object("type", "image_url", "image_url", JsonValues.object("url", PIXEL));
        JsonObject body = said("gpt-4o", List.of(image));
        refuses(
                body,
                "{\"error\":{\"message\":\"missing required Copilot-Vision-Request header for vision requests\",\"code\":\"\"}}");
        client.headers.put("Copilot-Vision-Request", "true");
        assertThat(chat(body).body()).contains("I see a PNG image of 1 by 1 pixels");
        refuses(said("gpt-4o", "Hello"), "Bad Request\n");
        assertThat(chat(said("gpt-4o-mini", List.of(image))).body()).contains("not supported by this model");
    }

    @Test
    void enforcesThePromptLimit() throws IOException, InterruptedException {
        HttpResponse<String> response = chat(said("gpt-4o-mini", "word ".repeat(20_000)));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .matches("\\{\"error\":\\{\"message\":\"prompt token count of 250\\d\\d exceeds the limit of 12288\","
                        + "\"code\":\"model_max_prompt_tokens_exceeded\"}}");
    }

    @Test
    void refusesBodiesThatAreTooLargeOrNoJson() throws IOException, InterruptedException {
        HttpResponse<String> response = client.post("/chat/completions", "a".repeat(6_000_000));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("Request Entity Too Large\n");
        assertThat(client.post("/chat/completions", "{\"model").body())
                .isEqualTo("{\"error\":{\"message\":\"failed to parse request\",\"code\":\"\"}}");
    }

    @Test
    void wantsAResultForEveryCall() throws IOException, InterruptedException {
        JsonObject call = JsonValues.object(
                "id", "call_1", "type", "function", "function", JsonValues.object("name", "f", "arguments", "{}"));
        JsonObject assistant = JsonValues.object("role", "assistant", "tool_calls", List.of(call));
        JsonObject user = JsonValues.object("role", "user", "content", "Hello");
        JsonObject result = JsonValues.object("role", "tool", "tool_call_id", "call_1", "content", "42");
        JsonObject body = JsonValues.object("model", "gpt-4o", "messages", List.of(user, assistant, user));
        assertThat(chat(body).body()).contains("without `tool_result` blocks").contains("invalid_request_body");
        assertThat(chat(JsonValues.with(body, "messages", List.of(user, assistant, result)))
                        .body())
                .contains("The tool answered \u201c42\u201d");
        assertThat(chat(JsonValues.with(body, "messages", List.of(user, result)))
                        .statusCode())
                .isEqualTo(400);
        JsonObject gemini = JsonValues.with(body, "model", "gemini-3-pro-preview");
        assertThat(chat(JsonValues.with(gemini, "messages", List.of(user, assistant, result)))
                        .body())
                .contains("missing a thought_signature");
    }

    @Test
    void countsPremiumRequestsOfTheUserOnly() throws IOException, InterruptedException {
        PremiumQuota quota = client.simulator.account().quota();
        quota.set(300, 3, false);
        client.headers.put("X-Initiator", "agent");
        chat(said("claude-opus-4.6", "Hello"));
        assertThat(quota.remaining()).isEqualTo(3);
        client.headers.put("X-Initiator", "user");
        chat(said("gpt-4o", "Hello"));
        assertThat(quota.remaining()).isEqualTo(3);
        chat(said("claude-opus-4.6", "Hello"));
        assertThat(quota.remaining()).isZero();
        HttpResponse<String> response = chat(said("claude-opus-4.6", "Hello"));
        assertThat(response.statusCode()).isEqualTo(402);
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"message\":\"You have no quota\",\"code\":\"quota_exceeded\"}}");
        assertThat(response.headers().firstValue("Retry-After")).contains("3600");
        assertThat(response.headers().firstValue("X-Quota-Snapshot-Premium_Interactions"))
                .get()
                .asString()
                .contains("rem=0.0");
    }
}
