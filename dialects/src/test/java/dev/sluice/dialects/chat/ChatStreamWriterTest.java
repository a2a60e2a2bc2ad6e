package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChatStreamWriterTest {
    private static final Delta BEGIN = new Delta.Begin("msg_1", Optional.empty());
    private static final Delta END = new Delta.End(Stop.of(Stop.Reason.END));
    private static final Delta CALLS = new Delta.End(Stop.of(Stop.Reason.TOOL_CALLS));
    private static final String ROLE = "{'role':'assistant','content':'','refusal':null}";

    @Test
    void chunksAreWrittenAsOpenAiDoes() {
        List<ServerSentEvent> events = write("{}", BEGIN, new Delta.Text("a\"\n"), END, new Delta.Spent(usage()));
        assertThat(json(events.getFirst()))
                .isEqualTo(Requests.json("{'id':'chatcmpl-msg_1','object':'chat.completion.chunk','created':17,"
                        + "'model':'m','choices':[{'index':0,'delta':" + ROLE
                        + ",'logprobs':null,'finish_reason':null}]}"));
        assertThat(deltas(events)).containsExactly(ROLE, "{'content':'a\\'\\n'}", "{}");
        assertThat(json(events.get(2)).getJsonArray("choices").getJsonObject(0).getString("finish_reason"))
                .isEqualTo("stop");
        assertThat(events.getLast().text()).isEqualTo("[DONE]");
        assertThat(events).hasSize(4).allMatch(event -> event.type().isEmpty());
    }

    @Test
    void usageComesLastIfItWasAskedFor() {
        List<ServerSentEvent> events = write(
                "{'stream_options':{'include_usage':true}}", BEGIN, new Delta.Text("a"), END, new Delta.Spent(usage()));
        assertThat(json(events.getFirst()).isNull("usage")).isTrue();
        JsonObject last = json(events.get(events.size() - 2));
        assertThat(last.getJsonArray("choices")).isEmpty();
        JsonOutput expected = new JsonOutput();
        UsageFields.write(usage(), expected);
        assertThat(last.getJsonObject("usage"))
                .isEqualTo(JsonTree.object(expected.toBytes()).orElseThrow());
    }

    @Test
    void callsAreNumberedAndNamedOnce() {
        assertThat(deltas(write(
                        "{}",
                        BEGIN,
                        new Delta.CallBegin("a", "look", false),
                        new Delta.CallInput("{\"x\""),
                        new Delta.CallInput(":1}"),
                        new Delta.CallBegin("b", "look", false),
                        new Delta.CallBegin("c", "patch", true),
                        new Delta.CallInput("x"),
                        CALLS)))
                .containsExactly(
                        ROLE,
                        "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'look','arguments':''}}]}",
                        "{'tool_calls':[{'index':0,'function':{'arguments':'{\\'x\\''}}]}",
                        "{'tool_calls':[{'index':0,'function':{'arguments':':1}'}}]}",
                        "{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'look','arguments':''}}]}",
                        "{'tool_calls':[{'index':1,'function':{'arguments':'{}'}}]}",
                        "{'tool_calls':[{'index':2,'id':'c','type':'custom','custom':{'name':'patch','input':''}}]}",
                        "{'tool_calls':[{'index':2,'custom':{'input':'x'}}]}",
                        "{}");
    }

    @Test
    void callerOfFunctionsIsToldOneCall() {
        List<ServerSentEvent> events = write(
                "{'functions':[{'name':'look'}]}",
                BEGIN,
                new Delta.CallBegin("a", "look", false),
                new Delta.CallInput("{}"),
                new Delta.CallBegin("b", "look", false),
                new Delta.CallInput("{}"),
                new Delta.CallBegin("c", "look", false),
                CALLS);
        assertThat(deltas(events))
                .containsExactly(
                        ROLE,
                        "{'function_call':{'name':'look','arguments':''}}",
                        "{'function_call':{'arguments':'{}'}}",
                        "{}");
        assertThat(events.get(3).text()).contains("\"finish_reason\":\"function_call\"");
    }

    @Test
    void thoughtsAreShownAndTheirSignaturesComeAtTheEndInOne() {
        Opaque first = new Opaque("messages", "", "1");
        Opaque second = new Opaque("messages", "", "2");
        String opaque = EncryptedReasoning.write(
                Dialect.CHAT_COMPLETIONS,
                List.of(first, second, new Opaque("chat-completions", "order", "o2 t1 o0 c0")));
        assertThat(deltas(write(
                        "{}",
                        BEGIN,
                        new Delta.Reasoning("h"),
                        new Delta.Reasoning("m"),
                        new Delta.Signed(first),
                        new Delta.Text("a"),
                        new Delta.Signed(second),
                        new Delta.CallBegin("a", "look", false),
                        new Delta.CallInput("{}"),
                        CALLS)))
                .containsSubsequence(
                        "{'reasoning_content':'h'}",
                        "{'reasoning_content':'m'}",
                        "{'content':'a'}",
                        "{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}",
                        "{'reasoning_opaque':'" + opaque + "'}",
                        "{}");
    }

    @Test
    void refusalAndProbabilitiesAreWritten() {
        List<ServerSentEvent> events = write(
                "{}",
                BEGIN,
                new Delta.Text("a", List.of(new TokenLogProb("a", -1, List.of()))),
                new Delta.Refusal("No"),
                new Delta.End(Stop.of(Stop.Reason.REFUSAL)));
        assertThat(json(events.get(1)).getJsonArray("choices").getJsonObject(0).get("logprobs"))
                .isEqualTo(Requests.json("{'content':[{'token':'a','logprob':-1.0,'bytes':[97],'top_logprobs':[]}],"
                        + "'refusal':null}"));
        assertThat(deltas(events)).contains("{'refusal':'No'}");
        assertThat(events.get(3).text()).contains("\"finish_reason\":\"stop\"");
    }

    @Test
    void nothingThatCouldBeToldIsHeldBack() {
        StreamWriter writer = Requests.CODEC.streamWriter(caller("{}"));
        List<ServerSentEvent> events = new ArrayList<>();
        writer.write(BEGIN, events::add);
        assertThat(events).hasSize(1);
        writer.write(new Delta.CallBegin("a", "look", false), events::add);
        assertThat(events).hasSize(2);
        writer.write(new Delta.CallInput("{"), events::add);
        assertThat(events).hasSize(3);
    }

    private static Usage usage() {
        return new Usage(10, 4, 3, 7, 2);
    }

    private static List<ServerSentEvent> write(String request, Delta... deltas) {
        return Streams.write(Requests.CODEC.streamWriter(caller(request)), List.of(deltas));
    }

    private static Caller caller(String request) {
        return new Caller("m", JsonTree.node(Requests.json(request)), Instant.ofEpochSecond(17, 5));
    }

    private static List<String> deltas(List<ServerSentEvent> events) {
        return events.stream()
                .filter(event -> event.text().startsWith("{"))
                .map(event -> json(event).getJsonArray("choices").getJsonObject(0))
                .map(choice -> choice.getJsonObject("delta").toString().replace('"', '\''))
                .toList();
    }

    private static JsonObject json(ServerSentEvent event) {
        return JsonTree.object(event.data()).orElseThrow();
    }
}
