package dev.sluice.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventWriterTest {
    private static final String ENCRYPTED = "{\"include\":[\"reasoning.encrypted_content\"]}";
    private static final Part THOUGHT =
            new Part.Reasoning("hm", Optional.of(new Opaque("messages", "", "c2lnbmF0dXJl")));
    private static final Part CALL = new Part.ToolCall("call_1", "mcp__f", "{}", false);

    @Test
    void everyEventOfTheApiComesInItsOrder() {
        List<ServerSentEvent> events = written(ENCRYPTED, Stop.Reason.TOOL_CALLS, THOUGHT, new Part.Text("Hi"), CALL);
        assertThat(events)
                .extracting(ServerSentEvent::type)
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        for (int i = 0; i < events.size(); i++) {
            JsonObject data = data(events.get(i));
            assertThat(data.getString("type")).isEqualTo(events.get(i).type());
            assertThat(data.getInt("sequence_number")).isEqualTo(i);
        }
    }

    @Test
    void itemsKeepTheirIdsAndStandInTheFinishedResponse() {
        List<ServerSentEvent> events = written(ENCRYPTED, Stop.Reason.TOOL_CALLS, THOUGHT, new Part.Text("Hi"), CALL);
        List<JsonObject> added = items(events, "response.output_item.added");
        List<JsonObject> done = items(events, "response.output_item.done");
        assertThat(added)
                .extracting(item -> item.getString("id"))
                .isEqualTo(done.stream().map(item -> item.getString("id")).toList());
        assertThat(done)
                .extracting(item -> item.getString("id").replaceAll("_.*", "_"))
                .containsExactly("rs_", "msg_", "fc_");
        JsonObject response = data(events.getLast()).getJsonObject("response");
        assertThat(response.getJsonArray("output")).isEqualTo(List.copyOf(done));
        assertThat(response.getString("status")).isEqualTo("completed");
        assertThat(response.getString("model")).isEqualTo("my-model");
        assertThat(response.getString("id")).isEqualTo("resp_7");
        assertThat(response.getJsonObject("usage").getInt("total_tokens")).isEqualTo(15);
    }

    @Test
    void toolsOfNamespacesComeBackAsTheCallerKnowsThem() {
        String request = "{\"tools\":[{\"type\":\"namespace\",\"name\":\"mcp\",\"description\":\"d\","
                + "\"tools\":[{\"type\":\"function\",\"name\":\"f\"}]}]}";
        List<ServerSentEvent> events = written(request, Stop.Reason.TOOL_CALLS, CALL);
        for (JsonObject item : items(events, "response.output_item")) {
            assertThat(item.getString("namespace")).isEqualTo("mcp");
            assertThat(item.getString("name")).isEqualTo("f");
        }
        assertThat(events)
                .filteredOn(event -> event.type().equals("response.function_call_arguments.done"))
                .extracting(event -> data(event).getString("name"))
                .containsExactly("f");
    }

    @Test
    void encryptedReasoningGoesOnlyToThoseWhoAskForIt() {
        Part secret = new Part.Reasoning("", Optional.of(new Opaque("messages", "", "c2ln")));
        assertThat(items(written(ENCRYPTED, Stop.Reason.END, secret), "response.output_item.done"))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.getString("encrypted_content")).startsWith("sluice1."));
        assertThat(items(written("{}", Stop.Reason.END, secret), "response.output_item.done"))
                .isEmpty();
        assertThat(items(written("{}", Stop.Reason.END, THOUGHT), "response.output_item.done"))
                .singleElement()
                .satisfies(item -> assertThat(item).doesNotContainKey("encrypted_content"));
    }

    @Test
    void cutAnswersAreIncomplete() {
        List<ServerSentEvent> events = written("{}", Stop.Reason.LENGTH, new Part.Text("Hi"));
        assertThat(events.getLast().type()).isEqualTo("response.incomplete");
        JsonObject response = data(events.getLast()).getJsonObject("response");
        assertThat(response.getString("status")).isEqualTo("incomplete");
        assertThat(response.getJsonObject("incomplete_details").getString("reason"))
                .isEqualTo("max_output_tokens");
        assertThat(response.getJsonArray("output").getJsonObject(0).getString("status"))
                .isEqualTo("incomplete");
        assertThat(written("{}", Stop.Reason.CONTENT_FILTER).getLast().type()).isEqualTo("response.incomplete");
        assertThat(written("{}", Stop.Reason.REFUSAL).getLast().type()).isEqualTo("response.incomplete");
        assertThat(written("{}", Stop.Reason.REFUSAL, new Part.Refusal("no"))
                        .getLast()
                        .type())
                .isEqualTo("response.completed");
    }

    @Test
    void usageToldAtTheBeginningIsNotLost() {
        Usage usage = new Usage(3, 0, 0, 1, 0);
        List<ServerSentEvent> events = Streams.write(
                new ResponsesCodec().streamWriter(Samples.caller("{}")),
                List.of(
                        new Delta.Begin("", Optional.of(usage)),
                        new Delta.Text("x"),
                        new Delta.End(Stop.of(Stop.Reason.END))));
        JsonObject response = data(events.getLast()).getJsonObject("response");
        assertThat(response.getJsonObject("usage").getInt("input_tokens")).isEqualTo(3);
        assertThat(response.getString("id")).startsWith("resp_").hasSizeGreaterThan(20);
    }

    private static List<JsonObject> items(List<ServerSentEvent> events, String type) {
        return events.stream()
                .filter(event -> event.type().startsWith(type))
                .map(event -> data(event).getJsonObject("item"))
                .toList();
    }

    private static JsonObject data(ServerSentEvent event) {
        return Samples.json(event.text());
    }

    private static List<ServerSentEvent> written(String request, Stop.Reason stop, Part... parts) {
        Answer answer = new Answer("7", List.of(parts), Stop.of(stop), Optional.of(new Usage(10, 4, 2, 5, 3)));
        return Streams.write(new ResponsesCodec().streamWriter(Samples.caller(request)), Streams.steps(answer, 1000));
    }
}
