package dev.sluice.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RequestWriterTest {
    private static final Turn HELLO = new Turn(Role.USER, List.of(new Part.Text("hello")));

    private final LeftOut leftOut = new LeftOut();

    @Test
    void smallestRequestKeepsNothingAndAsksForWhatHasToComeBack() {
        assertThat(written(saying(HELLO))).isEqualTo(Samples.json("""
                                {"model":"gpt-5.2-codex","stream":true,"store":false,
                                 "include":["reasoning.encrypted_content"],
                                 "input":[{"type":"message","role":"user",
                                           "content":[{"type":"input_text","text":"hello"}]}]}
                                """));
    }

    @Test
    void systemTurnsAtTheBeginningAreInstructionsAndLaterOnesStayInPlace() {
        Turn system = new Turn(Role.SYSTEM, List.of(new Part.Text("a"), new Part.Text("b")));
        Turn developer = new Turn(Role.DEVELOPER, List.of(new Part.Text("d")));
        JsonObject request = written(saying(system, system, developer, HELLO, system));
        assertThat(request.getString("instructions")).isEqualTo("a\n\nb\n\na\n\nb");
        assertThat(request.getJsonArray("input").getValuesAs(item -> ((JsonObject) item).getString("role")))
                .containsExactly("developer", "user", "system");
        JsonObject alone = written(saying(system));
        assertThat(alone).doesNotContainKey("instructions");
        assertThat(alone.getJsonArray("input")).hasSize(1);
    }

    @Test
    void onlyOwnReasoningThatLedToSomethingGoesBack() {
        Part own = new Part.Reasoning("hm", Optional.of(new Opaque("responses", "rs_1", "gAAA")));
        Part unnamed = new Part.Reasoning("", Optional.of(new Opaque("responses", "", "gBBB")));
        Part other = new Part.Reasoning("so", Optional.of(new Opaque("messages", "", "c2ln")));
        Part bare = new Part.Reasoning("so", Optional.empty());
        JsonObject request = written(saying(
                HELLO, new Turn(Role.ASSISTANT, List.of(own, other, bare, unnamed, new Part.Text("yes"), own)), HELLO));
        assertThat(request.getJsonArray("input").subList(1, 4))
                .containsExactly(
                        Samples.json("""
                                {"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],
                                 "id":"rs_1","encrypted_content":"gAAA"}
                                """),
                        Samples.json("{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"gBBB\"}"),
                        Samples.json("""
                                {"type":"message","role":"assistant","content":[{"type":"output_text","text":"yes"}]}
                                """));
        assertThat(request.getJsonArray("input")).hasSize(5);
        assertThat(leftOut.names()).containsExactly("reasoning");
    }

    @Test
    void callsAndResultsKeepTheirIdsOrGetTheSameNewOne() {
        String longId = "toolu_" + "x".repeat(80);
        JsonObject request = written(saying(
                HELLO,
                new Turn(
                        Role.ASSISTANT,
                        List.of(
                                new Part.ToolCall("c1", "f", "", false),
                                new Part.ToolCall("c2", "p", "text", true),
                                new Part.ToolCall(longId, "f", "{}", false))),
                new Turn(
                        Role.USER,
                        List.of(
                                new Part.ToolResult("c1", List.of(new Part.Text("no")), true),
                                new Part.ToolResult("c2", List.of(new Part.Text("x"), new Part.Text("y")), false),
                                new Part.ToolResult(longId, List.of(), false),
                                new Part.Text("go on")))));
        List<JsonObject> items = request.getJsonArray("input").getValuesAs(JsonObject.class);
        assertThat(items)
                .extracting(item -> item.getString("type"))
                .containsExactly(
                        "message",
                        "function_call",
                        "custom_tool_call",
                        "function_call",
                        "function_call_output",
                        "custom_tool_call_output",
                        "function_call_output",
                        "message");
        assertThat(items.get(1).getString("arguments")).isEqualTo("{}");
        assertThat(items.get(2).getString("input")).isEqualTo("text");
        assertThat(items.get(3).getString("call_id"))
                .hasSizeLessThanOrEqualTo(64)
                .isEqualTo(items.get(6).getString("call_id"));
        assertThat(items.get(4).getJsonArray("output").toString())
                .isEqualTo("[{\"type\":\"input_text\",\"text\":\"The tool failed:\"},"
                        + "{\"type\":\"input_text\",\"text\":\"no\"}]");
        assertThat(items.get(5).getJsonArray("output")).hasSize(2);
        assertThat(items.get(6).getString("output")).isEmpty();
        assertThat(items).noneMatch(item -> item.containsKey("id"));
    }

    @Test
    void functionsAreNotStrictUnlessTheySaySo() {
        Tool function =
                new Tool.Function("f", Optional.empty(), JsonTree.node(JsonObject.EMPTY_JSON_OBJECT), Optional.empty());
        JsonObject chats =
                Samples.json("{\"type\":\"grammar\",\"grammar\":{\"syntax\":\"lark\",\"definition\":\"d\"}}");
        Tool custom = new Tool.Custom("p", Optional.empty(), Optional.of(JsonTree.node(chats)));
        ToolSet tools = new ToolSet(List.of(function, custom), Optional.empty(), Optional.empty());
        assertThat(written(asking(tools, Output.UNSET, Thinking.UNSET)).getJsonArray("tools"))
                .containsExactly(Samples.json("""
                                {"type":"function","name":"f","strict":false,
                                 "parameters":{"type":"object","properties":{}}}
                                """), Samples.json("""
                                {"type":"custom","name":"p",
                                 "format":{"type":"grammar","syntax":"lark","definition":"d"}}
                                """));
    }

    @Test
    void thinkingBecomesEffort() {
        assertThat(reasoning(Thinking.Mode.ON, 1024L)).isEqualTo("{\"effort\":\"low\"}");
        assertThat(reasoning(Thinking.Mode.ON, 8192L)).isEqualTo("{\"effort\":\"medium\"}");
        assertThat(reasoning(Thinking.Mode.ON, 24_576L)).isEqualTo("{\"effort\":\"high\"}");
        assertThat(reasoning(Thinking.Mode.OFF, null)).isEqualTo("null");
        assertThat(leftOut.names()).containsExactly("thinking");
    }

    @Test
    void whatIsAMereHintIsLeftOutAndNamed() {
        Optional<BigDecimal> one = Optional.of(BigDecimal.ONE);
        Sampling sampling = Sampling.UNSET
                .withTemperature(one)
                .withTopP(one)
                .withTopK(Optional.of(1L))
                .withSeed(Optional.of(1L))
                .withFrequencyPenalty(one)
                .withPresencePenalty(one);
        Hints hints = new Hints(Optional.of("u".repeat(65)), Optional.of("k"));
        Output output = Output.UNSET.withMaxTokens(Optional.of(1L));
        JsonObject request = written(Conversation.of(List.of(HELLO))
                .withSampling(sampling)
                .withOutput(output)
                .withHints(hints));
        assertThat(leftOut.names())
                .containsExactly("top_k", "seed", "frequency_penalty", "presence_penalty", "max_tokens", "user");
        assertThat(request.getInt("max_output_tokens")).isEqualTo(16);
        assertThat(request.getString("prompt_cache_key")).isEqualTo("k");
        assertThat(request).doesNotContainKeys("safety_identifier", "service_tier", "metadata");
    }

    @Test
    void whatHasNoPlaceIsRefused() {
        Output stopping = Output.UNSET.withStop(List.of("END"));
        assertThat(refusal(asking(ToolSet.NONE, stopping, Thinking.UNSET)).parameter())
                .contains("stop");
        Tool dotted = new Tool.Function(
                "a.b", Optional.empty(), JsonTree.node(JsonObject.EMPTY_JSON_OBJECT), Optional.empty());
        ToolSet tools = new ToolSet(List.of(dotted), Optional.empty(), Optional.empty());
        assertThat(refusal(asking(tools, Output.UNSET, Thinking.UNSET)).parameter())
                .contains("tools");
        Part sound = new Part.Audio(new Source.Inline("audio/wav", "AAAA"));
        assertThat(refusal(saying(new Turn(Role.USER, List.of(sound))))).hasMessageContaining("Sound");
        Part image = new Part.Image(new Source.Link("https://e.org/a"), Optional.empty());
        assertThat(refusal(saying(new Turn(Role.ASSISTANT, List.of(image))))).hasMessageContaining("text");
    }

    private String reasoning(Thinking.Mode mode, @Nullable Long budget) {
        Thinking thinking = new Thinking(mode, Optional.empty(), Optional.ofNullable(budget), Optional.empty());
        return String.valueOf(
                written(asking(ToolSet.NONE, Output.UNSET, thinking)).get("reasoning"));
    }

    private ProviderException refusal(Conversation conversation) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> written(conversation));
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        return refusal;
    }

    private JsonObject written(Conversation conversation) {
        byte[] request = new ResponsesCodec().writeRequest(conversation, Samples.target(true), leftOut);
        return JsonTree.object(request).orElseThrow();
    }

    private static Conversation saying(Turn... turns) {
        return Conversation.of(List.of(turns));
    }

    private static Conversation asking(ToolSet tools, Output output, Thinking thinking) {
        return Conversation.of(List.of(HELLO))
                .withTools(tools)
                .withOutput(output)
                .withThinking(thinking);
    }
}
