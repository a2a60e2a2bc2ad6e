package dev.sluice.dialects.gemini;

import static dev.sluice.dialects.gemini.Gemini.failed;
import static dev.sluice.dialects.gemini.Gemini.json;
import static dev.sluice.dialects.gemini.Gemini.readReply;
import static dev.sluice.dialects.gemini.Gemini.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReplyTest {
    private static final Part CALL = new Part.ToolCall("toolu_1", "f", "{\"a\":1}", false);

    @Test
    void writesAllThatGooglesSdksLookFor() {
        Answer answer = new Answer(
                "msg_1",
                List.of(
                        new Part.Reasoning("Hm", Optional.of(Gemini.CLAUDES)),
                        new Part.Text(
                                "Hi",
                                List.of(new TokenLogProb("Hi", -0.5, List.of(new TokenLogProb("Ho", -1, List.of()))))),
                        CALL),
                Stop.of(Stop.Reason.TOOL_CALLS),
                Optional.of(new Usage(10, 4, 3, 9, 5)));
        assertThat(write(answer))
                .isEqualTo(json("{'candidates':[{'content':{'parts':[{'text':'Hm','thought':true},"
                        + "{'text':'Hi','thoughtSignature':'" + Signature.write(List.of(Gemini.CLAUDES)) + "'},"
                        + "{'functionCall':{'id':'toolu_1','name':'f','args':{'a':1}}}],'role':'model'},"
                        + "'finishReason':'STOP','index':0,'logprobsResult':{'chosenCandidates':[{'token':'Hi',"
                        + "'logProbability':-0.5}],'topCandidates':[{'candidates':[{'token':'Ho',"
                        + "'logProbability':-1.0}]}]}}],'usageMetadata':{'promptTokenCount':10,"
                        + "'candidatesTokenCount':4,'totalTokenCount':19,'cachedContentTokenCount':4,"
                        + "'thoughtsTokenCount':5},'modelVersion':'gemini-of-mine','responseId':'msg_1'}"));
    }

    @Test
    void saysWhyItStopped() {
        Map.of(
                        Stop.Reason.END, "STOP",
                        Stop.Reason.TOOL_CALLS, "STOP",
                        Stop.Reason.STOP_SEQUENCE, "STOP",
                        Stop.Reason.LENGTH, "MAX_TOKENS",
                        Stop.Reason.CONTENT_FILTER, "SAFETY",
                        Stop.Reason.REFUSAL, "SAFETY")
                .forEach((reason, word) -> assertThat(finish(Stop.of(reason), new Part.Text("Hi")))
                        .as(reason.name())
                        .isEqualTo(word));
    }

    @Test
    void brokenInputIsSaidToBeBroken() {
        Part broken = new Part.ToolCall("1", "f", "{\"a\":", false);
        Answer answer = new Answer("", List.of(broken, CALL), Stop.of(Stop.Reason.TOOL_CALLS), Optional.empty());
        assertThat(write(answer).toString())
                .contains("\"finishReason\":\"MALFORMED_FUNCTION_CALL\"")
                .contains("toolu_1")
                .doesNotContain("\"name\":\"\"")
                .doesNotContain("\"id\":\"1\"");
        assertThat(finish(Stop.of(Stop.Reason.LENGTH), broken)).isEqualTo("MAX_TOKENS");
    }

    @Test
    void refusalIsText() {
        assertThat(write(new Answer(
                                "", List.of(new Part.Refusal("No.")), Stop.of(Stop.Reason.REFUSAL), Optional.empty()))
                        .toString())
                .contains("{\"text\":\"No.\"}");
    }

    @Test
    void readsWhatGoogleWrites() {
        Answer answer = readReply("{'candidates':[{'content':{'parts':[{'text':'Hm','thought':true},"
                + "{'functionCall':{'name':'f','args':{'a':1}},'thoughtSignature':'c2lnbmVk'},"
                + "{'functionCall':{'id':'x','name':'g','args':{}}}],'role':'model'},'finishReason':'STOP','index':0,"
                + "'groundingMetadata':{}},{'content':{'parts':[{'text':'second'}]}}],'usageMetadata':{'promptTokenCount':7,"
                + "'toolUsePromptTokenCount':1,'candidatesTokenCount':3,'thoughtsTokenCount':2,"
                + "'cachedContentTokenCount':5,'totalTokenCount':13},'responseId':'r-1'}");
        assertThat(answer)
                .isEqualTo(new Answer(
                        "r-1",
                        List.of(
                                new Part.Reasoning("Hm", Optional.of(Gemini.OWN)),
                                new Part.ToolCall("call_r-1_1", "f", "{\"a\":1}", false),
                                new Part.ToolCall("x", "g", "{}", false)),
                        Stop.of(Stop.Reason.TOOL_CALLS),
                        Optional.of(new Usage(8, 5, 0, 5, 2))));
    }

    @Test
    void callsOfAnAnswerWithoutIdHaveIdsThatDoNotComeAgain() {
        String reply = "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f'}}]},'finishReason':'STOP'}]}";
        assertThat(readReply(reply).parts()).isNotEqualTo(readReply(reply).parts());
    }

    @Test
    void whateverCutItIsNoProperEnd() {
        for (String reason : List.of("SAFETY", "RECITATION", "PROHIBITED_CONTENT", "OTHER", "NEW_ONE")) {
            assertThat(readReply("{'candidates':[{'finishReason':'" + reason + "'}]}")
                            .stop())
                    .isEqualTo(Stop.of(Stop.Reason.CONTENT_FILTER));
        }
        assertThat(readReply("{'candidates':[{'content':{'role':'model'},'finishReason':'MAX_TOKENS'}]}")
                        .stop())
                .isEqualTo(Stop.of(Stop.Reason.LENGTH));
    }

    @Test
    void failures() {
        failed(ErrorKind.CONTENT_FILTERED, () -> readReply("{'promptFeedback':{'blockReason':'SAFETY'}}"));
        failed(ErrorKind.UPSTREAM_PROTOCOL, () -> readReply("{'candidates':[]}"));
        failed(ErrorKind.UPSTREAM_PROTOCOL, () -> readReply("{'candidates':[{'content':{'parts':[{'text':'x'}]}}]}"));
        failed(
                ErrorKind.UPSTREAM_PROTOCOL,
                () -> readReply("{'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL'}]}"));
        failed(
                ErrorKind.UPSTREAM_PROTOCOL,
                () -> readReply("{'candidates':[{'content':{'parts':[{'inlineData':{}}]},'finishReason':'STOP'}]}"));
        Map.of(
                        "{'code':400,'status':'INVALID_ARGUMENT'}", ErrorKind.INVALID_REQUEST,
                        "{'code':403,'status':'PERMISSION_DENIED'}", ErrorKind.NOT_ENTITLED,
                        "{'code':404}", ErrorKind.UNKNOWN_MODEL,
                        "{'status':'UNAUTHENTICATED'}", ErrorKind.SIGN_IN_REQUIRED,
                        "{'code':429}", ErrorKind.RATE_LIMITED,
                        "{'code':500,'status':'INTERNAL'}", ErrorKind.UPSTREAM_UNAVAILABLE,
                        "{'code':503,'status':'UNAVAILABLE'}", ErrorKind.UPSTREAM_UNAVAILABLE,
                        "{'code':504,'status':'DEADLINE_EXCEEDED'}", ErrorKind.UPSTREAM_TIMEOUT,
                        "{'code':-99999999999}", ErrorKind.UPSTREAM_UNAVAILABLE,
                        "{}", ErrorKind.UPSTREAM_UNAVAILABLE)
                .forEach((error, kind) -> failed(kind, () -> readReply("{'error':" + error + "}")));
    }

    @Test
    void rateLimitSaysWhenToComeBack() {
        ProviderException failure = failed(
                ErrorKind.RATE_LIMITED,
                () -> readReply("{'error':{'code':429,'message':'Slow down.','status':'RESOURCE_EXHAUSTED','details':["
                        + "{'@type':'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'34.5s'}]}}"));
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(34_500));
        assertThat(failure.upstreamStatus()).hasValue(429);
        assertThat(failure).hasMessageContaining("Slow down.");
    }

    @Test
    void severalThingsTravelInOneSignature() {
        Opaque other = new Opaque("responses", "rs_1", "x");
        Answer answer = new Answer(
                "",
                List.of(
                        new Part.Reasoning("Hm", Optional.of(Gemini.CLAUDES)),
                        new Part.Reasoning("", Optional.of(other)),
                        CALL),
                Stop.of(Stop.Reason.TOOL_CALLS),
                Optional.empty());
        assertThat(write(answer)
                        .getJsonArray("candidates")
                        .getJsonObject(0)
                        .getJsonObject("content")
                        .getJsonArray("parts"))
                .hasSize(2);
        assertThat(Gemini.CODEC.readReply(JsonTree.node(write(answer)))).isEqualTo(answer);
    }

    private static String finish(Stop stop, Part part) {
        return write(new Answer("", List.of(part), stop, Optional.empty()))
                .getJsonArray("candidates")
                .getJsonObject(0)
                .getString("finishReason");
    }
}
