package dev.sluice.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Usage;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReplyTest {
    private final ResponsesCodec codec = new ResponsesCodec();

    @Test
    void itemsBecomePartsInTheirOrder() {
        Answer answer = codec.readReply(JsonTree.node(Samples.json("""
                        {"id":"resp_1","status":"completed","output":[
                          {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"hm"}],
                           "encrypted_content":"sluice1.whatever"},
                          {"type":"message","content":[{"type":"output_text","text":"Hi","annotations":[]}]},
                          {"type":"web_search_call","id":"ws_1"},
                          {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
                          {"type":"custom_tool_call","call_id":"d","name":"p","input":"x"}],
                         "usage":{"input_tokens":5,"output_tokens":2,"output_tokens_details":null}}
                        """)));
        assertThat(answer)
                .isEqualTo(new Answer(
                        "resp_1",
                        List.of(
                                new Part.Reasoning(
                                        "hm", Optional.of(new Opaque("responses", "rs_1", "sluice1.whatever"))),
                                new Part.Text("Hi"),
                                new Part.ToolCall("c", "f", "{}", false),
                                new Part.ToolCall("d", "p", "x", true)),
                        Stop.of(Stop.Reason.TOOL_CALLS),
                        Optional.of(new Usage(5, 0, 0, 2, 0))));
    }

    @Test
    void repliesThatAreNotWholeAreFailures() {
        assertFails(
                ErrorKind.RATE_LIMITED,
                "{\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"x\"},\"output\":[]}");
        assertFails(ErrorKind.UPSTREAM_UNAVAILABLE, "{\"error\":{\"message\":\"x\"}}");
        assertFails(ErrorKind.UPSTREAM_UNAVAILABLE, "{\"status\":\"cancelled\",\"output\":[]}");
        assertFails(ErrorKind.UPSTREAM_PROTOCOL, "{\"status\":\"queued\",\"output\":[]}");
        assertFails(ErrorKind.UPSTREAM_PROTOCOL, "{\"status\":\"completed\"}");
        assertFails(ErrorKind.UPSTREAM_PROTOCOL, "{\"output\":[{\"type\":\"function_call\",\"name\":\"f\"}]}");
    }

    @Test
    void requestIsSaidAgain() {
        String request = """
                {"instructions":"I","temperature":0.5,"metadata":{"a":"b"},"tool_choice":"none",
                 "parallel_tool_calls":false,"max_output_tokens":99,"reasoning":{"effort":"low"},"truncation":"auto",
                 "text":{"verbosity":"low","format":{"type":"json_object"}},"store":true,
                 "tools":[{"type":"function","name":"f"},{"type":"custom","name":"p"}]}
                """;
        JsonObject reply = written(request, Stop.Reason.END, new Part.Text("Hi"));
        assertThat(reply.getString("object")).isEqualTo("response");
        assertThat(reply.getInt("created_at")).isEqualTo(1_700_000_000);
        assertThat(reply.getString("model")).isEqualTo("my-model");
        assertThat(reply.getString("instructions")).isEqualTo("I");
        assertThat(reply.getJsonNumber("temperature")).hasToString("0.5");
        assertThat(reply.get("top_p")).isEqualTo(JsonValue.NULL);
        assertThat(reply.getJsonObject("metadata")).isEqualTo(Samples.json("{\"a\":\"b\"}"));
        assertThat(reply.getString("tool_choice")).isEqualTo("none");
        assertThat(reply.getBoolean("parallel_tool_calls")).isFalse();
        assertThat(reply.getBoolean("store")).isFalse();
        assertThat(reply.getString("truncation")).isEqualTo("disabled");
        assertThat(reply.getJsonObject("reasoning")).isEqualTo(Samples.json("{\"effort\":\"low\",\"summary\":null}"));
        assertThat(reply.getJsonObject("text").getJsonObject("format").getString("type"))
                .isEqualTo("json_object");
        assertThat(reply.getJsonArray("tools").getJsonObject(0)).containsKeys("strict", "parameters");
        assertThat(reply.get("previous_response_id")).isEqualTo(JsonValue.NULL);
        assertThat(reply.get("error")).isEqualTo(JsonValue.NULL);
        assertThat(reply.get("incomplete_details")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void nonsenseInWhatWasLeftOutIsNotSaidAgain() {
        JsonObject reply = written("{\"metadata\":5,\"tools\":7,\"include\":true,\"user\":[]}", Stop.Reason.END);
        assertThat(reply.getJsonObject("metadata")).isEmpty();
        assertThat(reply.getJsonArray("tools")).isEmpty();
        assertThat(reply).doesNotContainKey("user");
    }

    @Test
    void neighbouringTextsAndRefusalsAreOneMessage() {
        JsonObject reply =
                written("{}", Stop.Reason.LENGTH, new Part.Text("a"), new Part.Text("b"), new Part.Refusal("no"));
        JsonObject message = reply.getJsonArray("output").getJsonObject(0);
        assertThat(reply.getJsonArray("output")).hasSize(1);
        assertThat(message.getJsonArray("content")).hasSize(3);
        assertThat(message.getString("status")).isEqualTo("incomplete");
        assertThat(reply.getString("status")).isEqualTo("incomplete");
    }

    private void assertFails(ErrorKind kind, String reply) {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> codec.readReply(JsonTree.node(Samples.json(reply))));
        assertThat(failure).as(reply).isNotNull();
        assertThat(failure.kind()).as(reply).isEqualTo(kind);
    }

    private JsonObject written(String request, Stop.Reason stop, Part... parts) {
        Answer answer = new Answer("", List.of(parts), Stop.of(stop), Optional.empty());
        return JsonTree.object(codec.writeReply(answer, Samples.caller(request)))
                .orElseThrow();
    }
}
