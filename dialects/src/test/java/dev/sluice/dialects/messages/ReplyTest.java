package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.CALLER;
import static dev.sluice.dialects.messages.Messages.CODEC;
import static dev.sluice.dialects.messages.Messages.answer;
import static dev.sluice.dialects.messages.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Stop.Reason;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyTest {
    @Test
    void repliesOfClaudeAreRead() {
        Answer read = CODEC.readReply(JsonTree.node(json("""
                        {"id":"msg_bdrk_1","type":"message","role":"assistant","model":"claude","content":[
                          {"type":"thinking","thinking":"t","signature":"s"},
                          {"type":"redacted_thinking","data":"d"},
                          {"type":"text","text":"a","citations":null},{"type":"text","text":"b"},
                          {"type":"server_tool_use","id":"x","name":"web_search","input":{}},
                          {"type":"tool_use","id":"toolu_1","name":"f","input":{"x":1}}],
                         "stop_reason":"tool_use","stop_sequence":null,"context_management":{"applied_edits":[]},
                         "usage":{"input_tokens":5,"cache_read_input_tokens":3,"cache_creation_input_tokens":2,
                           "output_tokens":7,"output_tokens_details":{"thinking_tokens":4}}}
                        """)));
        assertThat(read)
                .isEqualTo(new Answer(
                        "msg_bdrk_1",
                        List.of(
                                new Part.Reasoning("t", Optional.of(new Opaque("messages", "", "s"))),
                                new Part.Reasoning("", Optional.of(new Opaque("messages", "redacted_thinking", "d"))),
                                new Part.Text("ab"),
                                new Part.ToolCall("toolu_1", "f", "{\"x\":1}", false)),
                        Stop.of(Reason.TOOL_CALLS),
                        Optional.of(new Usage(10, 3, 2, 7, 4))));
    }

    @Test
    void repliesHaveAllFieldsThatClientsLookAt() {
        Part.Reasoning foreign = new Part.Reasoning("", Optional.of(new Opaque("responses", "rs_1", "enc")));
        JsonObject written = written(new Answer(
                "resp_1",
                List.of(foreign, new Part.Text("Hi"), new Part.ToolCall("c", "f", "{\"x\":1}", false)),
                Stop.of(Reason.TOOL_CALLS),
                Optional.of(new Usage(10, 3, 2, 7, 4))));
        JsonObject thought = written.getJsonArray("content").getJsonObject(0);
        assertThat(thought.getString("thinking")).isEmpty();
        assertThat(thought.getString("signature")).startsWith("sluice1.");
        assertThat(JsonTree.object(written)
                        .remove("content")
                        .add("rest", rest(written))
                        .build())
                .isEqualTo(json("""
                                {"id":"msg_resp_1","type":"message","role":"assistant","model":"gpt-5",
                                 "stop_reason":"tool_use","stop_sequence":null,"stop_details":null,
                                 "container":null,"diagnostics":null,
                                 "usage":{"cache_creation":null,"input_tokens":5,"cache_creation_input_tokens":2,
                                   "cache_read_input_tokens":3,"output_tokens":7,
                                   "output_tokens_details":{"thinking_tokens":4},"server_tool_use":null,
                                   "service_tier":null,"inference_geo":null,"speed":null},
                                 "rest":[{"type":"text","text":"Hi"},
                                   {"type":"tool_use","id":"c","name":"f","input":{"x":1},"caller":{"type":"direct"}}]}
                                """));
    }

    @Test
    void thoughtThatNobodySignedHasAnEmptySignature() {
        JsonObject written = written(answer(Reason.END, new Part.Reasoning("t", Optional.empty())));
        assertThat(written.getJsonArray("content"))
                .hasToString("[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"" + Signatures.NONE + "\"}]");
    }

    @Test
    void answerWithoutIdHasOneOfItsOwn() {
        Answer nameless = new Answer("", List.of(), Stop.of(Reason.END), Optional.empty());
        String id = written(nameless).getString("id");
        assertThat(id).matches("msg_[0-9a-f]{32}");
        assertThat(written(nameless).getString("id")).isNotEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "END, end_turn",
        "STOP_SEQUENCE, stop_sequence",
        "LENGTH, max_tokens",
        "TOOL_CALLS, tool_use",
        "CONTENT_FILTER, refusal",
        "REFUSAL, refusal",
    })
    void stopsAreWritten(Reason reason, String word) {
        assertThat(written(answer(reason)).getString("stop_reason")).isEqualTo(word);
    }

    @Test
    void stopFollowsFromWhatWasSaidWhereTheModelsSideDoesNotSay() {
        assertThat(written(answer(Reason.END, new Part.Refusal("No"))).getString("stop_reason"))
                .isEqualTo("refusal");
        assertThat(written(answer(Reason.END, new Part.ToolCall("c", "f", "{}", false)))
                        .getString("stop_reason"))
                .isEqualTo("tool_use");
        JsonObject stopped = written(
                new Answer("1", List.of(), new Stop(Reason.STOP_SEQUENCE, Optional.of("###")), Optional.empty()));
        assertThat(stopped.getString("stop_sequence")).isEqualTo("###");
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, END",
        "max_tokens, LENGTH",
        "model_context_window_exceeded, LENGTH",
        "pause_turn, LENGTH",
        "stop_sequence, STOP_SEQUENCE",
        "tool_use, TOOL_CALLS",
        "refusal, REFUSAL",
        "something_new, END",
    })
    void stopsAreRead(String word, Reason reason) {
        assertThat(CODEC.readReply(JsonTree.node(json("{\"content\":[],\"stop_reason\":\"" + word + "\"}")))
                        .stop()
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'content':[]}",
                "{'content':{},'stop_reason':'end_turn'}",
                "{'content':[1],'stop_reason':'end_turn'}",
                "{'content':[{}],'stop_reason':'end_turn'}",
                "{'content':[{'type':'text'}],'stop_reason':'end_turn'}",
                "{'content':[{'type':'tool_use','id':'a','name':'f','input':[]}],'stop_reason':'tool_use'}",
                "{'content':[],'stop_reason':'end_turn','usage':{'input_tokens':-1}}",
                "{'content':[],'stop_reason':'end_turn','usage':{'input_tokens':9007199254740993}}",
            })
    void brokenRepliesAreTheUpstreamsFault(String reply) {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> CODEC.readReply(JsonTree.node(json(reply.replace('\'', '"')))));
        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
    }

    @ParameterizedTest
    @CsvSource({
        "overloaded_error, Overloaded, UPSTREAM_UNAVAILABLE",
        "api_error, Oops, UPSTREAM_UNAVAILABLE",
        "timeout_error, Late, UPSTREAM_TIMEOUT",
        "rate_limit_error, Slow down, RATE_LIMITED",
        "invalid_request_error, Bad, INVALID_REQUEST",
        "request_too_large, Big, INVALID_REQUEST",
        "invalid_request_error, Output blocked by content filtering policy, CONTENT_FILTERED",
        "authentication_error, Who, SIGN_IN_REQUIRED",
        "permission_error, No, NOT_ENTITLED",
        "billing_error, Pay, QUOTA_EXHAUSTED",
        "not_found_error, model, UNKNOWN_MODEL",
        "new_error, What, UPSTREAM_UNAVAILABLE",
    })
    void errorsInPlaceOfRepliesAreFailures(String type, String message, ErrorKind kind) {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> CODEC.readReply(JsonTree.node(json("{\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"" + message + "\"},\"request_id\":\"req_1\"}"))));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.code()).contains(type);
        assertThat(failure.upstreamRequestId()).contains("req_1");
    }

    private static JsonArrayBuilder rest(JsonObject message) {
        JsonArrayBuilder rest = JsonTree.array();
        message.getJsonArray("content").stream().skip(1).forEach(rest::add);
        return rest;
    }

    private static JsonObject written(Answer answer) {
        return JsonTree.object(CODEC.writeReply(answer, CALLER)).orElseThrow();
    }
}
