package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real llama.cpp's calls of tools and answers in a given shape: its grammar writes them, whatever the model. Where it
 * leaves a choice, a temperature of 0 makes the same one each time.
 */
final class LlamaCppToolsIT {
    private static final String ROME = "{\"city\":\"Rome\"}";
    private static final String SCHEMA = """
        {"type":"object","properties":{"city":{"type":"string","enum":["Rome"]}},\
        "required":["city"],"additionalProperties":false}""";

    private static LlamaCpp upstream;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        upstream = LlamaCpp.start(folder);
    }

    @AfterAll
    static void stop() {
        if (upstream != null) {
            upstream.close();
        }
    }

    @Test
    void callsAndAnswersWithTheResult() {
        ChatCompletionCreateParams question = question();
        answersWithResult(question, complete(question));
    }

    @Test
    void streamsACall() {
        ChatCompletionCreateParams question = question();
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                upstream.sdk().chat().completions().createStreaming(question)) {
            chunks.stream().map(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
        }
        answersWithResult(question, accumulator.chatCompletion().validate());
    }

    @Test
    void callsForACallerOfMessages() throws Exception {
        HttpResponse<String> message = upstream.client().post("/v1/messages", """
            {"model":"llamacpp-tiny","max_tokens":100,"temperature":0,
            "messages":[{"role":"user","content":"How is the weather?"}],
            "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
            "tools":[{"name":"weather","input_schema":%s}]}""".formatted(SCHEMA));
        assertThat(message.statusCode()).as(message.body()).isEqualTo(200);
        JsonObject reply = GatewayClient.json(message);
        assertThat(reply.getString("stop_reason")).isEqualTo("tool_use");
        JsonObject call = reply.getJsonArray("content").stream()
                .map(jakarta.json.JsonValue::asJsonObject)
                .filter(block -> block.getString("type").equals("tool_use"))
                .findFirst()
                .orElseThrow();
        assertThat(call.getString("name")).isEqualTo("weather");
        assertThat(call.getJsonObject("input")).hasToString(ROME);
    }

    /** Bridged to chat completions, and passed to the server's own Responses. */
    @Test
    void callsForACallerOfResponses() throws Exception {
        for (String model : List.of("llamacpp-tiny", "lab-tiny")) {
            HttpResponse<String> response = upstream.client().post("/v1/responses", """
                {"model":"%s","input":"How is the weather?","temperature":0,"store":false,"parallel_tool_calls":false,
                "tools":[{"type":"function","name":"weather","strict":true,"parameters":%s}]}""".formatted(model, SCHEMA));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonObject call = GatewayClient.json(response).getJsonArray("output").stream()
                    .map(jakarta.json.JsonValue::asJsonObject)
                    .filter(item -> item.getString("type").equals("function_call"))
                    .findFirst()
                    .orElseThrow();
            assertThat(call.getString("name")).isEqualTo("weather");
            assertThat(call.getString("arguments")).isEqualTo(ROME);
        }
    }

    @Test
    void answersInTheShapeOfASchema() throws Exception {
        HttpResponse<String> reply = upstream.client().post(GatewayClient.CHAT, """
            {"model":"llamacpp-tiny","temperature":0,"max_tokens":100,
            "messages":[{"role":"user","content":"Which city is it:"}],
            "response_format":{"type":"json_schema","json_schema":{"name":"city","strict":true,"schema":%s}}}""".formatted(SCHEMA));
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        assertThat(GatewayClient.content(reply)).isEqualTo(ROME);
    }

    private static void answersWithResult(ChatCompletionCreateParams question, ChatCompletion completion) {
        ChatCompletion.Choice choice = completion.choices().getFirst();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        ChatCompletionMessage called = choice.message();
        assertThat(called.toolCalls().orElseThrow()).hasSize(1);
        ChatCompletionMessageFunctionToolCall call =
                called.toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(call.function().name()).isEqualTo("weather");
        assertThat(call.function().arguments()).isEqualTo(ROME);
        ChatCompletion answer = complete(question.toBuilder()
                .addMessage(called)
                .addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.id())
                        .content("18 degrees.")
                        .build())
                .build());
        assertThat(answer.choices().getFirst().message().content()).contains("Sluice");
    }

    private static ChatCompletion complete(ChatCompletionCreateParams params) {
        return upstream.sdk().chat().completions().create(params).validate();
    }

    private static ChatCompletionCreateParams question() {
        return OpenAiSession.ask("llamacpp-tiny", "How is the weather?")
                .temperature(0)
                .parallelToolCalls(false)
                .maxCompletionTokens(100)
                .addFunctionTool(FunctionDefinition.builder()
                        .name("weather")
                        .parameters(FunctionParameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties",
                                        JsonValue.from(
                                                Map.of("city", Map.of("type", "string", "enum", List.of("Rome")))))
                                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                                .putAdditionalProperty("additionalProperties", JsonValue.from(false))
                                .build())
                        .build())
                .build();
    }
}
