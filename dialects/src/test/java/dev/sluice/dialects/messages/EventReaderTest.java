package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.CODEC;
import static dev.sluice.dialects.messages.Messages.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Stop.Reason;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventReaderTest {
    private static final String START =
            "{'type':'message_start','message':{'id':'msg_1','usage':{'input_tokens':5,'cache_read_input_tokens':3,"
                    + "'output_tokens':1}}}";
    private static final String TEXT =
            "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}";
    private static final String HI =
            "{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'Hi'}}";
    private static final String STOP = "{'type':'message_stop'}";

    @Test
    void allKindsOfBlocksAreRead() {
        List<Delta> deltas = read(
                START,
                "{'type':'ping'}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'Well'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'s'}}",
                "{'type':'content_block_stop','index':0}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking','data':'d'}}",
                "{'type':'content_block_stop','index':1}",
                "{'type':'content_block_start','index':2,'content_block':{'type':'text','text':''}}",
                "{'type':'content_block_delta','index':2,'delta':{'type':'text_delta','text':'Hi'}}",
                "{'type':'content_block_delta','index':2,'delta':{'type':'citations_delta','citation':{'a':1}}}",
                "{'type':'content_block_stop','index':2}",
                "{'type':'content_block_start','index':3,'content_block':{'type':'server_tool_use','id':'x','name':'web_search','input':{}}}",
                "{'type':'content_block_delta','index':3,'delta':{'type':'input_json_delta','partial_json':'{}'}}",
                "{'type':'content_block_stop','index':3}",
                "{'type':'content_block_start','index':4,'content_block':{'type':'tool_use','id':'a','name':'f','input':{}}}",
                "{'type':'content_block_delta','index':4,'delta':{'type':'input_json_delta','partial_json':''}}",
                "{'type':'content_block_delta','index':4,'delta':{'type':'input_json_delta','partial_json':'{\\'x\\':'}}"
                        .replace("\\'", "\\\""),
                "{'type':'content_block_delta','index':4,'delta':{'type':'input_json_delta','partial_json':'1}'}}",
                "{'type':'content_block_stop','index':4}",
                "{'type':'content_block_start','index':5,'content_block':{'type':'tool_use','id':'b','name':'g','input':{}}}",
                "{'type':'content_block_stop','index':5}",
                "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},'usage':{'output_tokens':9}}",
                STOP);
        assertThat(deltas)
                .containsExactly(
                        new Delta.Begin("msg_1", Optional.of(new Usage(8, 3, 0, 1, 0))),
                        new Delta.Reasoning("Well"),
                        new Delta.Signed(new Opaque("messages", "", "s")),
                        new Delta.Signed(new Opaque("messages", "redacted_thinking", "d")),
                        new Delta.Text("Hi"),
                        new Delta.CallBegin("a", "f", false),
                        new Delta.CallInput("{\"x\":"),
                        new Delta.CallInput("1}"),
                        new Delta.CallBegin("b", "g", false),
                        new Delta.CallInput("{}"),
                        new Delta.Spent(new Usage(8, 3, 0, 9, 0)),
                        new Delta.End(Stop.of(Reason.TOOL_CALLS)));
    }

    @Test
    void inputMayComeWithTheBlock() {
        assertThat(read(
                        START,
                        "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'a','name':'f','input':{'x':1}}}",
                        "{'type':'content_block_stop','index':0}",
                        STOP))
                .contains(new Delta.CallInput("{\"x\":1}"))
                .endsWith(new Delta.End(Stop.of(Reason.TOOL_CALLS)));
    }

    @ParameterizedTest
    @CsvSource({
        "max_tokens, LENGTH",
        "refusal, REFUSAL",
        "end_turn, END",
        "stop_sequence, STOP_SEQUENCE",
    })
    void stopsAreRead(String word, Reason reason) {
        List<Delta> deltas = read(
                START,
                TEXT,
                HI,
                "{'type':'message_delta','delta':{'stop_reason':'" + word + "','stop_sequence':'#'},'usage':{}}",
                STOP);
        Optional<String> sequence = reason == Reason.STOP_SEQUENCE ? Optional.of("#") : Optional.empty();
        assertThat(deltas).endsWith(new Delta.End(new Stop(reason, sequence)));
    }

    @Test
    void eventsWithoutTypesAreReadByTheirData() {
        List<ServerSentEvent> bare = new ArrayList<>();
        for (ServerSentEvent event : events(quoted(START), quoted(TEXT), quoted(HI), quoted(STOP))) {
            bare.add(ServerSentEvent.of(event.data()));
        }
        assertThat(Streams.read(CODEC.streamReader(), bare)).contains(new Delta.Text("Hi"));
    }

    @Test
    void streamThatBreaksOffIsNoEnd() {
        assertThat(failure(START, TEXT, HI).kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure().kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure(START, "{'type':'message_delta','delta':{'stop_reason':'end_turn'}}")
                        .kind())
                .isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void errorsAmidTheStreamAreFailures() {
        ProviderException failure =
                failure(START, TEXT, HI, "{'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}}");
        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("Overloaded");
        assertThat(failure(START, "{'type':'error','error':{'type':'rate_limit_error','message':'m'}}")
                        .kind())
                .isEqualTo(ErrorKind.RATE_LIMITED);
    }

    @Test
    void eventsOutOfPlaceAreTheUpstreamsFault() {
        List<List<String>> streams = List.of(
                List.of(TEXT),
                List.of(START, START),
                List.of(START, HI),
                List.of(START, TEXT, HI.replace("'index':0", "'index':1")),
                List.of(START, TEXT, "{'type':'content_block_stop','index':1}"),
                List.of(START, TEXT, "{'type':'content_block_stop','index':0}", TEXT),
                List.of(START, TEXT, HI.replace("text_delta", "input_json_delta")),
                List.of(START, TEXT, "{'type':'content_block_delta','index':0}"),
                List.of(START, TEXT, "{'type':'content_block_delta','index':0,'delta':7}"),
                List.of(START, "{'type':'content_block_start','index':'0','content_block':{'type':'text'}}"),
                List.of(STOP));
        for (List<String> stream : streams) {
            assertThat(failure(stream.toArray(String[]::new)).kind())
                    .as("%s", stream)
                    .isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        }
    }

    @Test
    void dataThatIsNoJsonIsTheUpstreamsFault() {
        for (String data : List.of("{", "[]", "", "{\"type\":\"x\",\"n\":1e99999999999}")) {
            ServerSentEvent event = ServerSentEvent.of("message_start", data.getBytes(StandardCharsets.UTF_8));
            ProviderException failure = catchThrowableOfType(
                    ProviderException.class, () -> CODEC.streamReader().read(event, _ -> {}));
            assertThat(failure.kind()).as(data).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        }
    }

    private static List<Delta> read(String... events) {
        return Streams.read(CODEC.streamReader(), events(quoted(events)));
    }

    private static ProviderException failure(String... events) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> read(events));
        assertThat(failure).as("%s", List.of(events)).isNotNull();
        return failure;
    }

    private static String quoted(String event) {
        return event.replace('\'', '"');
    }

    private static String[] quoted(String... events) {
        String[] all = new String[events.length];
        for (int i = 0; i < events.length; i++) {
            all[i] = quoted(events[i]);
        }
        return all;
    }
}
