package dev.sluice.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EventReaderTest {
    private static final String CREATED = "{'type':'response.created','response':{'id':'resp_1','output':[]}}";
    private static final String COMPLETED = "{'type':'response.completed','response':{'status':'completed','usage':"
            + "{'input_tokens':9,'input_tokens_details':{'cached_tokens':4,'cache_write_tokens':2},"
            + "'output_tokens':7,'output_tokens_details':{'reasoning_tokens':3}}}}";
    private static final Delta BEGIN = new Delta.Begin("resp_1", Optional.empty());
    private static final Delta SPENT = new Delta.Spent(new Usage(9, 4, 2, 7, 3));

    @Test
    void partsComeInOrderWhateverTheIdsAre() {
        assertThat(read(
                        CREATED,
                        "{'type':'response.in_progress','response':{'id':'resp_1'}}",
                        "{'type':'response.output_item.added','output_index':0,'item':{'type':'reasoning','id':'x'}}",
                        "{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':0,'delta':'a'}",
                        "{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':1,'delta':'b'}",
                        "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning','id':'y',"
                                + "'summary':[],'encrypted_content':'gAAA'}}",
                        "{'type':'response.output_item.added','output_index':1,'item':{'type':'message','id':'z'}}",
                        delta(1, "output_text", "Hi"),
                        delta(1, "output_text", ""),
                        "{'type':'response.output_item.done','output_index':1,'item':{'type':'message','id':'q',"
                                + "'content':[{'type':'output_text','text':'Hi'}]}}",
                        COMPLETED))
                .containsExactly(
                        BEGIN,
                        new Delta.Reasoning("a"),
                        new Delta.Reasoning("\n\n"),
                        new Delta.Reasoning("b"),
                        new Delta.Signed(new Opaque("responses", "y", "gAAA")),
                        new Delta.Text("Hi"),
                        SPENT,
                        new Delta.End(Stop.of(Stop.Reason.END)));
    }

    @Test
    void callsWrittenAtTheSameTimeAreToldOneAfterTheOther() {
        assertThat(read(
                        CREATED,
                        call(0, "a"),
                        call(1, "b"),
                        delta(1, "function_call_arguments", "1"),
                        delta(0, "function_call_arguments", "0"),
                        done(1, "b", "1"),
                        delta(0, "function_call_arguments", "0"),
                        done(0, "a", "00"),
                        call(2, "c"),
                        done(2, "c", "2"),
                        COMPLETED))
                .containsExactly(
                        BEGIN,
                        new Delta.CallBegin("a", "f", false),
                        new Delta.CallInput("0"),
                        new Delta.CallInput("0"),
                        new Delta.CallBegin("b", "f", false),
                        new Delta.CallInput("1"),
                        new Delta.CallBegin("c", "f", false),
                        new Delta.CallInput("2"),
                        SPENT,
                        new Delta.End(Stop.of(Stop.Reason.TOOL_CALLS)));
    }

    @Test
    void openItemIsToldAtOnce() {
        StreamReader reader = new ResponsesCodec().streamReader();
        List<Delta> deltas = new ArrayList<>();
        reader.read(event(CREATED), deltas::add);
        assertThat(deltas).containsExactly(BEGIN);
        reader.read(event(delta(0, "output_text", "H")), deltas::add);
        assertThat(deltas).endsWith(new Delta.Text("H"));
    }

    @Test
    void whatNoEventToldIsTakenFromTheWholeItemOrResponse() {
        String item =
                "{'type':'message','content':[{'type':'output_text','text':'Hi'},{'type':'refusal','refusal':'no'}]}";
        Delta[] expected = {
            BEGIN, new Delta.Text("Hi"), new Delta.Refusal("no"), new Delta.End(Stop.of(Stop.Reason.REFUSAL))
        };
        assertThat(read(
                        CREATED,
                        "{'type':'response.output_item.done','output_index':0,'item':" + item + "}",
                        "{'type':'response.completed','response':{'output':[" + item + "]}}"))
                .containsExactly(expected);
        assertThat(read(CREATED, "{'type':'response.completed','response':{'output':[" + item + "]}}"))
                .containsExactly(expected);
    }

    @Test
    void messagesInARowAreKeptApart() {
        assertThat(read(
                        CREATED,
                        delta(0, "output_text", "a"),
                        "{'type':'response.output_item.done','output_index':0,'item':{'type':'message','content':[]}}",
                        delta(1, "output_text", "b"),
                        COMPLETED))
                .startsWith(BEGIN, new Delta.Text("a"), new Delta.Text("\n\n"), new Delta.Text("b"));
    }

    @Test
    void probabilitiesComeWithTheirText() {
        List<Delta> deltas = read(
                CREATED,
                "{'type':'response.output_text.delta','output_index':0,'delta':'a','logprobs':[{'token':'a',"
                        + "'logprob':-0.5,'top_logprobs':[{'token':'b','logprob':-1}]}]}",
                COMPLETED);
        TokenLogProb top = new TokenLogProb("b", -1, List.of());
        assertThat(deltas).contains(new Delta.Text("a", List.of(new TokenLogProb("a", -0.5, List.of(top)))));
    }

    @Test
    void incompleteAnswersSayWhy() {
        String event = "{'type':'response.incomplete','response':{'status':'incomplete','incomplete_details':"
                + "{'reason':'%s'}}}";
        assertThat(read(CREATED, event.formatted("max_output_tokens")))
                .endsWith(new Delta.End(Stop.of(Stop.Reason.LENGTH)));
        assertThat(read(CREATED, event.formatted("content_filter")))
                .endsWith(new Delta.End(Stop.of(Stop.Reason.CONTENT_FILTER)));
    }

    @Test
    void eventsMayHaveTheirTypeOnlyInTheData() {
        List<ServerSentEvent> bare = Stream.of(CREATED, delta(0, "refusal", "no"), COMPLETED, "[DONE]")
                .map(data -> ServerSentEvent.of(bytes(data)))
                .toList();
        assertThat(Streams.read(new ResponsesCodec().streamReader(), bare))
                .containsExactly(BEGIN, new Delta.Refusal("no"), SPENT, new Delta.End(Stop.of(Stop.Reason.REFUSAL)));
    }

    @Test
    void failuresAreToldByWhatTheyMean() {
        assertFails(ErrorKind.RATE_LIMITED, "{'type':'error','code':'rate_limit_exceeded','message':'Slow.'}");
        assertFails(ErrorKind.UPSTREAM_UNAVAILABLE, "{'type':'error','error':{'code':'server_error','message':'x'}}");
        assertFails(ErrorKind.RATE_LIMITED, "{'error':{'code':'user_model_rate_limited:gpt','message':'x'}}");
        assertFails(ErrorKind.CONTENT_FILTERED, failed("content_filter"));
        assertFails(ErrorKind.INVALID_REQUEST, failed("invalid_prompt"));
        assertFails(ErrorKind.INVALID_REQUEST, failed("context_length_exceeded"));
        assertFails(ErrorKind.QUOTA_EXHAUSTED, failed("insufficient_quota"));
        assertFails(ErrorKind.UPSTREAM_UNAVAILABLE, failed("something_new"));
        assertThat(assertFails(ErrorKind.INVALID_REQUEST, failed("invalid_prompt")))
                .hasMessageContaining("Oh no (invalid_prompt)");
    }

    @Test
    void wrongEventsAreTheUpstreamsError() {
        assertFails(ErrorKind.UPSTREAM_PROTOCOL, "not json");
        assertFails(ErrorKind.UPSTREAM_PROTOCOL, "{'type':'response.output_text.delta','delta':'x'}");
        assertFails(ErrorKind.UPSTREAM_PROTOCOL, delta(0, "function_call_arguments", "x"));
        assertFails(
                ErrorKind.UPSTREAM_PROTOCOL,
                "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','name':'f'}}");
    }

    @Test
    void streamWithoutItsEndBrokeOff() {
        ProviderException failure =
                catchThrowableOfType(ProviderException.class, () -> read(CREATED, delta(0, "output_text", "Hi")));
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("broke off");
    }

    @Test
    void itemThatNeverEndsDoesNotFillTheMemory() {
        StreamReader reader = new ResponsesCodec().streamReader();
        reader.read(event(call(0, "a")), delta -> {});
        reader.read(event(call(1, "b")), delta -> {});
        ServerSentEvent large = event(delta(1, "function_call_arguments", "x".repeat(1024 * 1024)));
        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> {
            for (int i = 0; i < 40; i++) {
                reader.read(large, delta -> {});
            }
        });
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
    }

    private static ProviderException assertFails(ErrorKind kind, String data) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> read(CREATED, data));
        assertThat(failure).as(data).isNotNull();
        assertThat(failure.kind()).as(data).isEqualTo(kind);
        return failure;
    }

    private static String failed(String code) {
        return "{'type':'response.failed','response':{'status':'failed','error':{'code':'" + code
                + "','message':'Oh no.'}}}";
    }

    private static String call(int index, String id) {
        return "{'type':'response.output_item.added','output_index':" + index
                + ",'item':{'type':'function_call','call_id':'" + id + "','name':'f','arguments':''}}";
    }

    private static String done(int index, String id, String arguments) {
        return "{'type':'response.output_item.done','output_index':" + index
                + ",'item':{'type':'function_call','call_id':'" + id + "','name':'f','arguments':'" + arguments + "'}}";
    }

    private static String delta(int index, String kind, String text) {
        return "{'type':'response." + kind + ".delta','item_id':'?','output_index':" + index + ",'delta':'" + text
                + "'}";
    }

    private static List<Delta> read(String... events) {
        return Streams.read(
                new ResponsesCodec().streamReader(),
                Stream.of(events).map(EventReaderTest::event).toList());
    }

    private static ServerSentEvent event(String data) {
        int at = data.indexOf("'type':'");
        boolean typed = at == 1;
        String type = typed ? data.substring(9, data.indexOf('\'', 9)) : "";
        return ServerSentEvent.of(type, bytes(data));
    }

    private static byte[] bytes(String data) {
        return data.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
