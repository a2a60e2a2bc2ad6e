package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatStreamReaderTest {
    private static final String STOP = "{'id':'i','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}";
    private static final String USAGE = "'usage':{'prompt_tokens':10,'completion_tokens':7}";
    private static final Delta BEGIN = new Delta.Begin("i", Optional.empty());
    private static final Delta END = new Delta.End(Stop.of(Stop.Reason.END));
    private static final Delta CALLS = new Delta.End(Stop.of(Stop.Reason.TOOL_CALLS));
    private static final Usage SPENT = new Usage(10, 0, 0, 7, 0);

    @Test
    void textIsReadAsItComes() {
        assertThat(read(delta("'role':'assistant','content':''"), delta("'content':'a'"), delta("'content':'b'"), STOP))
                .containsExactly(BEGIN, new Delta.Text("a"), new Delta.Text("b"), END);
    }

    @Test
    void chunksWithoutChoicesAreNoBeginning() {
        assertThat(read(
                        "{'choices':[],'id':'','prompt_filter_results':[]}",
                        "{'choices':null,'copilot_references':[]}",
                        "{'id':'i','choices':[{'index':0}]}",
                        delta("'content':'a'"),
                        STOP))
                .containsExactly(BEGIN, new Delta.Text("a"), END);
    }

    @Test
    void usageIsToldOnceWhereverItStands() {
        String last = STOP.replace("]}", "]," + USAGE + "}");
        assertThat(read(last)).containsExactly(BEGIN, END, new Delta.Spent(SPENT));
        assertThat(read(STOP, "{'choices':[]," + USAGE + "}")).containsExactly(BEGIN, END, new Delta.Spent(SPENT));
        assertThat(read(last, "{'choices':[]," + USAGE + "}")).containsExactly(BEGIN, END, new Delta.Spent(SPENT));
        assertThat(read("{'id':'i','choices':[]," + USAGE + "}", STOP))
                .containsExactly(new Delta.Begin("i", Optional.of(SPENT)), END);
    }

    @Test
    void usageThatGrowsIsToldEachTime() {
        String more = USAGE.replace("7", "9");
        Usage all = new Usage(10, 0, 0, 9, 0);
        assertThat(read(
                        "{'id':'i','choices':[{'index':0,'delta':{'content':'a'}}]," + USAGE + "}",
                        STOP.replace("]}", "]," + USAGE + "}"),
                        "{'choices':[]," + more + "}"))
                .containsExactly(BEGIN, new Delta.Text("a"), new Delta.Spent(SPENT), END, new Delta.Spent(all));
        assertThat(read("{'choices':[]," + USAGE + "}", "{'id':'i','choices':[]," + more + "}", STOP))
                .containsExactly(new Delta.Begin("i", Optional.of(all)), END);
    }

    @Test
    void parallelCallsAreRead() {
        assertThat(read(
                        call("'index':0,'id':'a','type':'function','function':{'name':'look','arguments':''}"),
                        call("'index':0,'function':{'arguments':'{\\\"x\\\"'}"),
                        call("'index':0,'function':{'arguments':':1}'}"),
                        call("'index':1,'id':'b','type':'function','function':{'name':'read','arguments':''}"),
                        STOP))
                .containsExactly(
                        BEGIN,
                        new Delta.CallBegin("a", "look", false),
                        new Delta.CallInput("{\"x\""),
                        new Delta.CallInput(":1}"),
                        new Delta.CallBegin("b", "read", false),
                        new Delta.CallInput("{}"),
                        CALLS);
    }

    @Test
    void newIdUnderTheSameIndexIsANewCall() {
        assertThat(read(
                        call("'index':0,'id':'a','function':{'name':'look','arguments':'{'}"),
                        call("'index':0,'id':'a','function':{'name':'look','arguments':'}'}"),
                        call("'index':0,'id':'b','function':{'name':'look','arguments':'{}'}"),
                        STOP))
                .containsExactly(
                        BEGIN,
                        new Delta.CallBegin("a", "look", false),
                        new Delta.CallInput("{"),
                        new Delta.CallInput("}"),
                        new Delta.CallBegin("b", "look", false),
                        new Delta.CallInput("{}"),
                        CALLS);
    }

    @Test
    void callWithoutIdGetsOne() {
        Delta.CallBegin begin =
                (Delta.CallBegin) read(call("'index':0,'function':{'name':'look','arguments':'{}'}"), STOP)
                        .get(1);
        assertThat(begin.id()).matches("call_[0-9a-f]{32}");
    }

    @Test
    void customCallsAreRead() {
        assertThat(read(
                        call("'index':0,'id':'a','type':'custom','custom':{'name':'patch','input':''}"),
                        call("'index':0,'custom':{'input':'x'}"),
                        STOP))
                .containsExactly(BEGIN, new Delta.CallBegin("a", "patch", true), new Delta.CallInput("x"), CALLS);
    }

    @Test
    void thoughtsAndTheirSignatureAreRead() {
        assertThat(read(
                        delta("'reasoning_text':'h'"),
                        delta("'reasoning_text':'m'"),
                        delta("'content':'a','reasoning_opaque':'s'"),
                        STOP))
                .containsExactly(
                        BEGIN,
                        new Delta.Reasoning("h"),
                        new Delta.Reasoning("m"),
                        signed("", "s"),
                        new Delta.Text("a"),
                        END);
    }

    @Test
    void signatureDoesNotEndTheCallItComesIn() {
        assertThat(read(
                        call("'index':0,'id':'a','function':{'name':'look','arguments':'{'}"),
                        delta("'reasoning_opaque':'s'"),
                        call("'index':0,'function':{'arguments':'}'}"),
                        STOP,
                        delta("'reasoning_opaque':'late'")))
                .containsExactly(
                        BEGIN,
                        new Delta.CallBegin("a", "look", false),
                        new Delta.CallInput("{"),
                        new Delta.CallInput("}"),
                        signed("", "s"),
                        CALLS);
    }

    @Test
    void signatureStandsBeforeItsCall() {
        assertThat(read(
                        call("'index':0,'id':'a','extra_content':{'google':{'thought_signature':'s'}},'function':"
                                + "{'name':'look','arguments':'{}'}"),
                        STOP))
                .containsExactly(
                        BEGIN,
                        signed("extra_content.google.thought_signature", "s"),
                        new Delta.CallBegin("a", "look", false),
                        new Delta.CallInput("{}"),
                        CALLS);
    }

    @Test
    void refusalAndProbabilitiesAreRead() {
        assertThat(read(
                        "{'id':'i','choices':[{'index':0,'delta':{'content':'a'},'logprobs':{'content':[{'token':'a',"
                                + "'logprob':-1,'top_logprobs':[]}]}}]}",
                        delta("'refusal':'No'"),
                        STOP))
                .containsExactly(
                        BEGIN,
                        new Delta.Text("a", List.of(new TokenLogProb("a", -1, List.of()))),
                        new Delta.Refusal("No"),
                        new Delta.End(Stop.of(Stop.Reason.REFUSAL)));
    }

    @ParameterizedTest
    @CsvSource({"length,LENGTH", "content_filter,CONTENT_FILTER", "eos,END", "tool_calls,END"})
    void stopIsRead(String word, Stop.Reason reason) {
        assertThat(read(delta("'content':'a'"), STOP.replace("stop", word))).endsWith(new Delta.End(Stop.of(reason)));
    }

    @Test
    void streamThatBreaksOffHasNoEnd() {
        assertThat(failure(delta("'content':'a'")).kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure(delta("'content':'a'"), "[DONE]").kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure().kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure(delta("'content':'a'"), STOP.replace("stop", "error"))
                        .kind())
                .isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
    }

    @Test
    void nothingIsReadBehindTheEnd() {
        assertThat(read(STOP, "", " ", "[DONE]", "not JSON")).containsExactly(BEGIN, END);
    }

    @Test
    void failureInTheMidstIsTold() {
        assertThat(failure(delta("'content':'a'"), "{'error':{'message':'x','code':'rate_limited'}}")
                        .kind())
                .isEqualTo(ErrorKind.RATE_LIMITED);
        ServerSentEvent named =
                ServerSentEvent.of("error", "{\"message\":\"x\",\"code\":500}".getBytes(StandardCharsets.UTF_8));
        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> Requests.CODEC.streamReader().read(named, _ -> {}));
        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not JSON",
                "[]",
                "{'choices':5}",
                "{'choices':[{'index':1,'delta':{'content':'a'}}]}",
                "{'choices':[{'delta':{'content':['a']}}]}",
                "{'choices':[{'delta':{'function_call':{'name':'f'}}}]}",
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'a'}]}}]}",
                "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'a','function':{'arguments':'{}'}}]}}]}",
                "{'choices':[{'delta':{'tool_calls':[{'function':{'arguments':'{}'}}]}}]}",
                "{'choices':[],'usage':{'prompt_tokens':'many'}}",
            })
    void whatIsNoChunkIsTheUpstreamsFault(String chunk) {
        assertThat(failure(chunk).kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
    }

    @Test
    void callThatHasEndedStaysEnded() {
        String first = call("'index':0,'id':'a','function':{'name':'look','arguments':'{'}");
        String second = call("'index':1,'id':'b','function':{'name':'look','arguments':'{'}");
        String more = call("'index':0,'function':{'arguments':'}'}");
        assertThat(failure(first, second, more).kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        assertThat(failure(first, delta("'content':'a'"), more).kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        assertThat(failure(first, second, first).kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        assertThat(failure(first, STOP, more).kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        assertThat(failure(STOP, delta("'content':'a'")).kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
    }

    private static Delta signed(String id, String data) {
        return new Delta.Signed(new Opaque("chat-completions", id, data));
    }

    private static String delta(String fields) {
        return "{'id':'i','choices':[{'index':0,'delta':{" + fields + "},'finish_reason':null}]}";
    }

    private static String call(String fields) {
        return delta("'content':null,'tool_calls':[{" + fields + "}]");
    }

    private static List<Delta> read(String... chunks) {
        return Streams.read(Requests.CODEC.streamReader(), events(chunks));
    }

    private static ProviderException failure(String... chunks) {
        ProviderException failure = catchThrowableOfType(ProviderException.class, () -> read(chunks));
        assertThat(failure).as(String.join("\n", chunks)).isNotNull();
        return failure;
    }

    private static List<ServerSentEvent> events(String... chunks) {
        return Stream.of(chunks)
                .map(chunk -> ServerSentEvent.of(chunk.replace('\'', '"').getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
