package dev.sluice.dialects.gemini;

import static dev.sluice.dialects.gemini.Gemini.events;
import static dev.sluice.dialects.gemini.Gemini.failed;
import static dev.sluice.dialects.gemini.Gemini.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.testing.Streams;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ServerSentEvent;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StreamTest {
    private static final Delta BEGIN = new Delta.Begin("r", Optional.empty());
    private static final Delta END = new Delta.End(Stop.of(Stop.Reason.END));

    @Test
    void readsTextThoughtsAndTheSignatureBehindTheText() {
        assertThat(read(
                        "{'candidates':[{'content':{'parts':[{'text':'Hm','thought':true}]}}],"
                                + "'usageMetadata':{'promptTokenCount':5},'responseId':'r'}",
                        "{'candidates':[{'content':{'parts':[{'text':'He'}]}}],'usageMetadata':{'promptTokenCount':5}}",
                        "{'candidates':[{'content':{'parts':[{'text':'llo','thoughtSignature':'c2lnbmVk'}]}}]}",
                        "{'candidates':[{'content':{'parts':[{'text':''}]},'finishReason':'STOP'}],"
                                + "'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':2}}"))
                .containsExactly(
                        new Delta.Begin("r", Optional.of(new Usage(5, 0, 0, 0, 0))),
                        new Delta.Reasoning("Hm"),
                        new Delta.Text("He"),
                        new Delta.Text("llo"),
                        new Delta.Signed(Gemini.OWN),
                        new Delta.Spent(new Usage(5, 0, 0, 2, 0)),
                        END);
    }

    @Test
    void readsParallelCallsAndWhatFollowsAnEarlyReason() {
        assertThat(read(
                        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','args':{'a':1}},"
                                + "'thoughtSignature':'c2lnbmVk'}]},'finishReason':'STOP'}],'responseId':'r'}",
                        "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f'}}]},'finishReason':'STOP'}]}",
                        "{'usageMetadata':{'promptTokenCount':1}}"))
                .containsExactly(
                        BEGIN,
                        new Delta.Signed(Gemini.OWN),
                        new Delta.CallBegin("call_r_1", "f", false),
                        new Delta.CallInput("{\"a\":1}"),
                        new Delta.CallBegin("call_r_2", "f", false),
                        new Delta.CallInput("{}"),
                        new Delta.Spent(new Usage(1, 0, 0, 0, 0)),
                        new Delta.End(Stop.of(Stop.Reason.TOOL_CALLS)));
    }

    @Test
    void brokenStreamsAreNoAnswers() {
        String text = "{'candidates':[{'content':{'parts':[{'text':'He'}]}}]}";
        failed(ErrorKind.UPSTREAM_UNAVAILABLE, () -> read(text));
        failed(ErrorKind.UPSTREAM_UNAVAILABLE, () -> read());
        failed(ErrorKind.UPSTREAM_PROTOCOL, () -> read(text, "[DONE]"));
        failed(
                ErrorKind.UPSTREAM_UNAVAILABLE,
                () -> read(text, "{'error':{'code':503,'message':'Overloaded.','status':'UNAVAILABLE'}}"));
        failed(ErrorKind.CONTENT_FILTERED, () -> read("{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'}}"));
        failed(
                ErrorKind.UPSTREAM_PROTOCOL,
                () -> read("{'candidates':[{'finishReason':'UNEXPECTED_TOOL_CALL','finishMessage':'no'}]}"));
    }

    @Test
    void writesEachPieceAsItComesAndTheReasonLast() {
        List<ServerSentEvent> events = Streams.write(
                Gemini.CODEC.streamWriter(Gemini.caller()),
                List.of(
                        BEGIN,
                        new Delta.Reasoning("Hm"),
                        new Delta.Signed(Gemini.CLAUDES),
                        new Delta.Text("He"),
                        new Delta.Text("llo"),
                        END,
                        new Delta.Spent(new Usage(1, 0, 0, 2, 0))));
        String signature = Signature.write(List.of(Gemini.CLAUDES));
        assertThat(events).allMatch(event -> event.type().isEmpty());
        assertThat(trees(events))
                .containsExactly(
                        piece("{'text':'Hm','thought':true}"),
                        piece("{'text':'He','thoughtSignature':'" + signature + "'}"),
                        piece("{'text':'llo'}"),
                        json("{'candidates':[{'content':{'parts':[],'role':'model'},'finishReason':'STOP','index':0}],"
                                + "'usageMetadata':{'promptTokenCount':1,'candidatesTokenCount':2,'totalTokenCount':3},"
                                + "'modelVersion':'gemini-of-mine','responseId':'r'}"));
    }

    @Test
    void callsAreWholeHoweverTheyComeAndAreToldAsSoonAsTheyAre() {
        List<ServerSentEvent> events = new ArrayList<>();
        var writer = Gemini.CODEC.streamWriter(Gemini.caller());
        writer.write(BEGIN, events::add);
        writer.write(new Delta.CallBegin("1", "f", false), events::add);
        for (String piece : List.of("{", "\"a\"", ":1", "}")) {
            writer.write(new Delta.CallInput(piece), events::add);
        }
        writer.write(new Delta.Spent(new Usage(1, 0, 0, 1, 0)), events::add);
        assertThat(events).isEmpty();
        writer.write(new Delta.CallBegin("2", "g", false), events::add);
        assertThat(trees(events)).containsExactly(piece("{'functionCall':{'id':'1','name':'f','args':{'a':1}}}"));
        writer.write(new Delta.CallInput("{\"a"), events::add);
        writer.write(new Delta.End(Stop.of(Stop.Reason.TOOL_CALLS)), events::add);
        writer.end(events::add);
        assertThat(events).hasSize(2);
        assertThat(events.getLast().text())
                .contains("\"parts\":[]", "\"finishReason\":\"MALFORMED_FUNCTION_CALL\"", "\"totalTokenCount\":2");
    }

    @Test
    void secretThoughtAtTheEndAndRefusal() {
        List<ServerSentEvent> events = Streams.write(
                Gemini.CODEC.streamWriter(Gemini.caller()),
                List.of(BEGIN, new Delta.Refusal("No."), new Delta.Signed(Gemini.OWN), END));
        assertThat(trees(events).getFirst()).isEqualTo(piece("{'text':'No.'}"));
        assertThat(events.getLast().text()).contains("{\"text\":\"\",\"thoughtSignature\":\"c2lnbmVk\"}");
    }

    @Test
    void thereIsNoEndWithoutOne() {
        failed(
                ErrorKind.UPSTREAM_UNAVAILABLE,
                () -> Streams.write(Gemini.CODEC.streamWriter(Gemini.caller()), List.of(BEGIN)));
    }

    private static JsonObject piece(String part) {
        return json("{'candidates':[{'content':{'parts':[" + part + "],'role':'model'},'index':0}],"
                + "'modelVersion':'gemini-of-mine','responseId':'r'}");
    }

    private static List<Delta> read(String... events) {
        return Streams.read(Gemini.CODEC.streamReader(), events(events));
    }

    private static List<JsonObject> trees(List<ServerSentEvent> events) {
        return events.stream().map(event -> json(event.text())).toList();
    }
}
