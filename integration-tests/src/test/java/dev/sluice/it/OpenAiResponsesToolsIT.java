package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import dev.sluice.provider.testkit.copilot.ModelAnswer;
import dev.sluice.provider.testkit.copilot.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of tools in Responses by OpenAI's SDK: everything that the model said goes back with the results. */
final class OpenAiResponsesToolsIT {
    private static final List<ToolCall> CALLS =
            List.of(new ToolCall("weather", "{\"city\":\"Paris\"}"), new ToolCall("weather", "{\"city\":\"Oslo\"}"));

    @RegisterExtension
    private static final OpenAiSession session = new OpenAiSession();

    @ParameterizedTest
    @EnumSource
    void answersWithWhatTheToolsSaid(Upstream upstream) {
        session.copilot().answers().next(new ModelAnswer("Let me see.", "", CALLS, false));

        answersWithResults(upstream, session.client().responses().create(question(upstream, List.of())));
    }

    @ParameterizedTest
    @EnumSource
    void streamsCalls(Upstream upstream) {
        session.copilot().answers().next(new ModelAnswer("Let me see.", "", CALLS, false));
        ResponseAccumulator accumulator = ResponseAccumulator.createWithSnapshots();
        try (StreamResponse<ResponseStreamEvent> events =
                session.client().responses().createStreaming(question(upstream, List.of()))) {
            events.stream().map(ResponseStreamEvent::validate).forEach(accumulator::accumulate);
        }

        answersWithResults(upstream, accumulator.response());
        assertThat(calls(accumulator.reconstructedResponse()))
                .extracting(ResponseFunctionToolCall::arguments)
                .containsExactly("{\"city\":\"Paris\"}", "{\"city\":\"Oslo\"}");
    }

    private static void answersWithResults(Upstream upstream, Response called) {
        called.validate();
        assertThat(calls(called)).extracting(ResponseFunctionToolCall::name).containsOnly("weather");
        assertThat(calls(called))
                .extracting(ResponseFunctionToolCall::arguments)
                .containsExactly("{\"city\":\"Paris\"}", "{\"city\":\"Oslo\"}");
        assertThat(calls(called))
                .extracting(ResponseFunctionToolCall::callId)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).isNotBlank());
        List<ResponseInputItem> more = new ArrayList<>();
        called.output().forEach(item -> more.add(sentBack(item)));
        more.add(result(calls(called).get(0), "18 degrees"));
        more.add(result(calls(called).get(1), "3 degrees"));

        Response answer =
                session.client().responses().create(question(upstream, more)).validate();

        assertThat(answer.output()
                        .getLast()
                        .asMessage()
                        .content()
                        .getFirst()
                        .asOutputText()
                        .text())
                .contains("18 degrees", "3 degrees");
    }

    private static ResponseInputItem sentBack(ResponseOutputItem item) {
        if (item.isFunctionCall()) {
            return ResponseInputItem.ofFunctionCall(item.asFunctionCall());
        }
        return item.isReasoning()
                ? ResponseInputItem.ofReasoning(item.asReasoning())
                : ResponseInputItem.ofResponseOutputMessage(item.asMessage());
    }

    private static ResponseInputItem result(ResponseFunctionToolCall call, String output) {
        return ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output(output)
                .build());
    }

    private static List<ResponseFunctionToolCall> calls(Response response) {
        return response.output().stream()
                .flatMap(item -> item.functionCall().stream())
                .toList();
    }

    private static ResponseCreateParams question(Upstream upstream, List<ResponseInputItem> more) {
        List<ResponseInputItem> input = new ArrayList<>();
        input.add(ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content("What is the weather in Paris and in Oslo?")
                .build()));
        input.addAll(more);
        return ResponseCreateParams.builder()
                .model(upstream.model())
                .store(false)
                .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT)
                .inputOfResponse(input)
                .addTool(FunctionTool.builder()
                        .name("weather")
                        .description("Tells the weather of a city")
                        .strict(false)
                        .parameters(FunctionTool.Parameters.builder()
                                .putAdditionalProperty("type", JsonValue.from("object"))
                                .putAdditionalProperty(
                                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                                .build())
                        .build())
                .build();
    }
}
