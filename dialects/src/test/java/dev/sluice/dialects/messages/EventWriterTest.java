package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.CALLER;
import static dev.sluice.dialects.messages.Messages.CODEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Stop.Reason;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventWriterTest {
    private static final Delta BEGIN = new Delta.Begin("resp_1", Optional.empty());
    private static final Delta END = new Delta.End(Stop.of(Reason.END));

    @Test
    void streamHasTheShapeThatClientsKnow() {
        List<ServerSentEvent> events = Streams.write(
                CODEC.streamWriter(CALLER),
                List.of(
                        BEGIN,
                        new Delta.Reasoning("Well"),
                        new Delta.Signed(new Opaque("messages", "", "s")),
                        new Delta.Text("Hi \"you\""),
                        new Delta.CallBegin("a", "f", false),
                        new Delta.CallInput("{}"),
                        new Delta.CallBegin("b", "g", false),
                        END,
                        new Delta.Spent(new Usage(10, 3, 2, 7, 0))));
        String usage = "\"input_tokens\":0,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,"
                + "\"output_tokens\":0,\"output_tokens_details\":null,\"server_tool_use\":null";
        assertThat(events)
                .extracting(event -> event.type() + " " + event.text())
                .containsExactly(
                        "message_start {\"type\":\"message_start\",\"message\":{\"id\":\"msg_resp_1\",\"type\":\"message\","
                                + "\"role\":\"assistant\",\"model\":\"gpt-5\",\"content\":[],\"stop_reason\":null,"
                                + "\"stop_sequence\":null,\"stop_details\":null,\"container\":null,\"diagnostics\":null,"
                                + "\"usage\":{\"cache_creation\":null," + usage
                                + ",\"service_tier\":null,\"inference_geo\":null,\"speed\":null}}}",
                        "ping {\"type\":\"ping\"}",
                        start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                        delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Well\"}"),
                        delta(0, "{\"type\":\"signature_delta\",\"signature\":\"s\"}"),
                        stop(0),
                        start(1, "{\"type\":\"text\",\"text\":\"\"}"),
                        delta(1, "{\"type\":\"text_delta\",\"text\":\"Hi \\\"you\\\"\"}"),
                        stop(1),
                        start(
                                2,
                                "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{},\"caller\":{\"type\":\"direct\"}}"),
                        delta(2, "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}"),
                        stop(2),
                        start(
                                3,
                                "{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"g\",\"input\":{},\"caller\":{\"type\":\"direct\"}}"),
                        stop(3),
                        "message_delta {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\","
                                + "\"stop_sequence\":null,\"stop_details\":null,\"container\":null},\"usage\":{"
                                + "\"input_tokens\":5,\"cache_creation_input_tokens\":2,\"cache_read_input_tokens\":3,"
                                + "\"output_tokens\":7,\"output_tokens_details\":null,\"server_tool_use\":null}}",
                        "message_stop {\"type\":\"message_stop\"}");
    }

    @Test
    void nothingIsHeldBackButTheEnd() {
        StreamWriter writer = CODEC.streamWriter(CALLER);
        List<ServerSentEvent> events = new ArrayList<>();
        for (Delta delta : List.of(BEGIN, new Delta.Text("a"), new Delta.Text("b"))) {
            int before = events.size();
            writer.write(delta, events::add);
            assertThat(events).hasSizeGreaterThan(before);
        }
        writer.write(END, events::add);
        assertThat(events.getLast().type()).isEqualTo("content_block_stop");
    }

    @Test
    void refusalIsTextThatEndsAsSuch() {
        List<ServerSentEvent> events =
                Streams.write(CODEC.streamWriter(CALLER), List.of(BEGIN, new Delta.Refusal("No"), END));
        assertThat(events.get(3).text()).contains("text_delta").contains("No");
        assertThat(events.get(5).text())
                .contains("\"stop_reason\":\"refusal\"")
                .contains("\"stop_details\":{\"type\":\"refusal\",\"category\":null,\"explanation\":null}");
    }

    @Test
    void secretThoughtsAreThoughtsWithoutText() {
        List<ServerSentEvent> events = Streams.write(
                CODEC.streamWriter(CALLER),
                List.of(
                        BEGIN,
                        new Delta.Signed(new Opaque("responses", "rs_1", "e")),
                        new Delta.Signed(new Opaque("messages", "redacted_thinking", "d")),
                        END));
        assertThat(events.get(2).text()).contains("\"type\":\"thinking\"");
        assertThat(events.get(3).text()).contains("\"signature\":\"sluice1.");
        assertThat(events.get(5).text())
                .contains("\"index\":1")
                .contains("{\"type\":\"redacted_thinking\",\"data\":\"d\"}");
    }

    @Test
    void halvesOfPairsAndControlsAreEscaped() {
        List<ServerSentEvent> events = Streams.write(
                CODEC.streamWriter(CALLER),
                List.of(
                        BEGIN,
                        new Delta.Text("\ud83d"),
                        new Delta.Text("\ude00"),
                        new Delta.Text("😀\n\t\\\u0001é"),
                        END));
        assertThat(events.get(3).text()).contains("\"text\":\"\\ud83d\"");
        assertThat(events.get(4).text()).contains("\"text\":\"\\ude00\"");
        assertThat(events.get(5).text()).contains("\"text\":\"😀\\n\\t\\\\\\u0001é\"");
    }

    private static String start(int index, String block) {
        return "content_block_start {\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":"
                + block + "}";
    }

    private static String delta(int index, String delta) {
        return "content_block_delta {\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
    }

    private static String stop(int index) {
        return "content_block_stop {\"type\":\"content_block_stop\",\"index\":" + index + "}";
    }
}
