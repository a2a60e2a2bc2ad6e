package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplyTest {
    private static final Opaque SIGNATURE = new Opaque("messages", "", "s");
    private static final Usage USAGE = new Usage(10, 4, 3, 7, 2);

    @Test
    void answerIsWrittenAsOpenAiDoes() {
        Answer answer = new Answer(
                "msg_1",
                List.of(
                        new Part.Reasoning("hm", Optional.of(SIGNATURE)),
                        new Part.Text("one"),
                        new Part.ToolCall("c1", "look", "", false),
                        new Part.ToolCall("c2", "patch", "x", true)),
                Stop.of(Stop.Reason.TOOL_CALLS),
                Optional.of(USAGE));
        String opaque = EncryptedReasoning.write(Dialect.CHAT_COMPLETIONS, List.of(SIGNATURE));
        assertThat(written(answer, "{}"))
                .isEqualTo(Requests.json("{'id':'chatcmpl-msg_1','object':'chat.completion','created':17,'model':'m',"
                        + "'choices':[{'index':0,'message':{'role':'assistant','content':'one','refusal':null,"
                        + "'reasoning_content':'hm','reasoning_opaque':'" + opaque + "','tool_calls':["
                        + "{'id':'c1','type':'function','function':{'name':'look','arguments':'{}'}},"
                        + "{'id':'c2','type':'custom','custom':{'name':'patch','input':'x'}}],'annotations':[]},"
                        + "'logprobs':null,'finish_reason':'tool_calls'}],'usage':{'prompt_tokens':10,"
                        + "'completion_tokens':7,'total_tokens':17,'prompt_tokens_details':{'cached_tokens':4,"
                        + "'cache_write_tokens':3,'audio_tokens':0},'completion_tokens_details':{'reasoning_tokens':2,"
                        + "'audio_tokens':0,'accepted_prediction_tokens':0,'rejected_prediction_tokens':0}}}"));
    }

    @Test
    void refusalAndProbabilitiesAreWritten() {
        TokenLogProb top = new TokenLogProb("é", -1, List.of());
        TokenLogProb half = new TokenLogProb("\uFFFD", Double.NEGATIVE_INFINITY, List.of(top));
        JsonObject choice =
                choice(answer(Stop.Reason.REFUSAL, new Part.Text("a", List.of(half)), new Part.Refusal("No")), "{}");
        assertThat(choice.getJsonObject("message").getString("refusal")).isEqualTo("No");
        assertThat(choice.getString("finish_reason")).isEqualTo("stop");
        assertThat(choice.getJsonObject("logprobs"))
                .isEqualTo(Requests.json("{'content':[{'token':'\uFFFD','logprob':-9999.0,'bytes':null,'top_logprobs':["
                        + "{'token':'é','logprob':-1.0,'bytes':[195,169]}]}],'refusal':null}"));
    }

    @Test
    void callerOfFunctionsIsToldOneCall() {
        JsonObject choice = choice(
                answer(
                        Stop.Reason.TOOL_CALLS,
                        new Part.ToolCall("c1", "look", "{}", false),
                        new Part.ToolCall("c2", "read", "{}", false)),
                "{'functions':[{'name':'look'}]}");
        assertThat(choice.getJsonObject("message").get("function_call"))
                .isEqualTo(Requests.json("{'name':'look','arguments':'{}'}"));
        assertThat(choice.getJsonObject("message")).doesNotContainKey("tool_calls");
        assertThat(choice.getString("finish_reason")).isEqualTo("function_call");
    }

    @ParameterizedTest
    @CsvSource({
        "END,stop",
        "STOP_SEQUENCE,stop",
        "LENGTH,length",
        "TOOL_CALLS,tool_calls",
        "CONTENT_FILTER,content_filter",
        "REFUSAL,content_filter"
    })
    void stopIsWritten(Stop.Reason reason, String word) {
        assertThat(choice(answer(reason), "{}").getString("finish_reason")).isEqualTo(word);
    }

    @Test
    void idIsMadeWhereThereIsNone() {
        Answer answer = new Answer("", List.of(), Stop.of(Stop.Reason.END), Optional.empty());
        JsonObject reply = written(answer, "{}");
        assertThat(reply.getString("id")).matches("chatcmpl-[0-9a-f]{32}");
        assertThat(reply).doesNotContainKey("usage");
        assertThat(reply.getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("message")
                        .isNull("content"))
                .isTrue();
    }

    @Test
    void everythingOfAReplyIsRead() {
        Answer answer = read("{'id':'i','choices':[{'index':0,'finish_reason':'tool_calls','logprobs':{'content':["
                + "{'token':'a','logprob':-0.5,'bytes':null,'top_logprobs':[]}]},'message':{'content':'a',"
                + "'reasoning_text':'hm','reasoning_opaque':'sluice1.x','tool_calls':[{'type':'function','id':'c',"
                + "'function':{'name':'look','arguments':'','thought_signature':'s'}}]}}],'usage':{'prompt_tokens':10,"
                + "'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':4,'cache_write_tokens':3},"
                + "'completion_tokens_details':{'reasoning_tokens':2}}}");
        assertThat(answer)
                .isEqualTo(new Answer(
                        "i",
                        List.of(
                                // Another gateway's envelope is the model's side's own as well.
                                new Part.Reasoning("hm", Optional.of(own("", "sluice1.x"))),
                                new Part.Text("a", List.of(new TokenLogProb("a", -0.5, List.of()))),
                                new Part.Reasoning("", Optional.of(own("function.thought_signature", "s"))),
                                new Part.ToolCall("c", "look", "{}", false)),
                        Stop.of(Stop.Reason.TOOL_CALLS),
                        Optional.of(USAGE)));
    }

    @Test
    void signatureBelongsToTheThoughtBefore() {
        assertThat(read("{'choices':[{'finish_reason':'stop','message':{'reasoning':'hm','tool_calls':[{'id':'c',"
                                + "'extra_content':{'google':{'thought_signature':'s'}},'function':{'name':'look'}}]}}]}")
                        .parts())
                .containsExactly(
                        new Part.Reasoning("hm", Optional.of(own("extra_content.google.thought_signature", "s"))),
                        new Part.ToolCall("c", "look", "{}", false));
    }

    @ParameterizedTest
    @CsvSource({
        "stop,'\"content\":\"a\"',END",
        "stop,'\"refusal\":\"a\"',REFUSAL",
        "stop,'\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\"}}]',TOOL_CALLS",
        "tool_calls,'\"content\":\"a\"',END",
        "function_call,'\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\"}}]',TOOL_CALLS",
        "length,'\"content\":\"a\"',LENGTH",
        "content_filter,'\"content\":null',CONTENT_FILTER",
        "end_turn,'\"content\":\"a\"',END"
    })
    void stopIsRead(String word, String message, Stop.Reason reason) {
        assertThat(read("{'choices':[{'finish_reason':'" + word + "','message':{" + message + "}}]}")
                        .stop())
                .isEqualTo(Stop.of(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "{'choices':[]}",
                "{'choices':[{'finish_reason':'stop'}]}",
                "{'choices':[{'message':{'content':'a'}}]}",
                "{'choices':[{'finish_reason':'stop','message':{'content':5}}]}",
                "{'choices':[{'finish_reason':'stop','message':{}},{'finish_reason':'stop','message':{}}]}",
                "{'choices':[{'finish_reason':'stop','message':{'tool_calls':[{'id':'c','function':{}}]}}]}",
                "{'choices':[{'finish_reason':'stop','message':{'function_call':{'name':'f','arguments':''}}}]}",
                "{'choices':[{'finish_reason':'stop','message':{'content':'a'},'logprobs':{'content':["
                        + "{'token':'a','logprob':-1e999}]}}]}",
            })
    void whatIsNoReplyIsTheUpstreamsFault(String reply) {
        assertThat(failure(reply).kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'busy' | UPSTREAM_UNAVAILABLE",
                "{'message':'x','code':'rate_limited'} | RATE_LIMITED",
                "{'message':'x','code':429} | RATE_LIMITED",
                "{'message':'x','type':'insufficient_quota'} | QUOTA_EXHAUSTED",
                "{'message':'x','code':'content_filter','status':400} | CONTENT_FILTERED",
                "{'message':'x','type':'invalid_request_error'} | INVALID_REQUEST",
                "{'message':'x','code':400} | INVALID_REQUEST",
                "{'message':'x','code':'model_overloaded'} | UPSTREAM_UNAVAILABLE",
                "{'message':'x','code':502} | UPSTREAM_UNAVAILABLE",
                "{'message':5,'code':[]} | UPSTREAM_UNAVAILABLE",
                "{'message':'x','code':504} | UPSTREAM_TIMEOUT",
            })
    void failureIsToldAsWhatItIs(String error, ErrorKind kind) {
        assertThat(failure("{'error':" + error + "}").kind()).isEqualTo(kind);
    }

    @Test
    void messageOfAFailureIsToldInPart() {
        assertThat(failure("{'error':{'message':'a\\nb" + "x".repeat(1000) + "'}}"))
                .hasMessageStartingWith("The upstream failed: a bxxx")
                .message()
                .hasSizeLessThan(400);
    }

    private static ProviderException failure(String reply) {
        return catchThrowableOfType(ProviderException.class, () -> read(reply));
    }

    private static Answer read(String reply) {
        return Requests.CODEC.readReply(JsonTree.node(Requests.json(reply)));
    }

    private static Answer answer(Stop.Reason reason, Part... parts) {
        return new Answer("1", List.of(parts), Stop.of(reason), Optional.empty());
    }

    private static JsonObject choice(Answer answer, String request) {
        return written(answer, request).getJsonArray("choices").getJsonObject(0);
    }

    private static JsonObject written(Answer answer, String request) {
        Caller caller = new Caller("m", JsonTree.node(Requests.json(request)), Instant.ofEpochSecond(17, 5));
        return JsonTree.object(Requests.CODEC.writeReply(answer, caller)).orElseThrow();
    }

    private static Opaque own(String id, String data) {
        return new Opaque("chat-completions", id, data);
    }
}
