package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestWriterTest {
    private static final Turn HI = Requests.user(new Part.Text("Hi"));

    @Test
    void streamIsAskedForWithItsUsage() {
        assertThat(written(ToolSet.NONE, Output.UNSET, Thinking.UNSET, true))
                .isEqualTo(Requests.json("{'model':'m','messages':[{'role':'user','content':'Hi'}],'stream':true,"
                        + "'stream_options':{'include_usage':true}}"));
        assertThat(written(ToolSet.NONE, Output.UNSET, Thinking.UNSET, false)).doesNotContainKey("stream");
    }

    @Test
    void settingsAreWritten() {
        Optional<BigDecimal> half = Optional.of(new BigDecimal("0.5"));
        LeftOut leftOut = new LeftOut();
        Conversation conversation = Conversation.of(List.of(HI))
                .withSampling(Sampling.UNSET
                        .withTemperature(half)
                        .withTopP(half)
                        .withTopK(Optional.of(40L))
                        .withSeed(Optional.of(7L))
                        .withFrequencyPenalty(half)
                        .withPresencePenalty(half))
                .withOutput(Output.UNSET
                        .withMaxTokens(Optional.of(9L))
                        .withStop(List.of("x"))
                        .withFormat(new Format.Schema(
                                Optional.empty(),
                                Optional.empty(),
                                JsonTree.node(JsonValue.EMPTY_JSON_OBJECT),
                                Optional.of(true)))
                        .withVerbosity(Optional.of("high"))
                        .withLogProbs(Optional.of(2)))
                .withHints(new Hints(Optional.of("u"), Optional.of("k")));
        JsonObject written = Requests.written(conversation, leftOut);
        assertThat(written)
                .isEqualTo(Requests.json("{'model':'m','messages':[{'role':'user','content':'Hi'}],'temperature':0.5,"
                        + "'top_p':0.5,'seed':7,'frequency_penalty':0.5,'presence_penalty':0.5,"
                        + "'max_completion_tokens':9,'stop':['x'],'response_format':{'type':'json_schema',"
                        + "'json_schema':{'name':'answer','schema':{},'strict':true}},'verbosity':'high',"
                        + "'logprobs':true,'top_logprobs':2,'user':'u','prompt_cache_key':'k'}"));
        assertThat(leftOut.names()).containsExactly("top_k");
    }

    @Test
    void toolsAreWritten() {
        ToolSet tools = new ToolSet(
                List.of(function("look"), function("read")),
                Optional.of(new ToolChoice.Allowed(List.of("read"), true)),
                Optional.of(true));
        JsonObject written = written(tools, Output.UNSET, Thinking.UNSET, false);
        assertThat(written.getJsonArray("tools").toString())
                .isEqualTo("[{\"type\":\"function\",\"function\":{\"name\":\"read\",\"parameters\":{\"type\":"
                        + "\"object\",\"properties\":{}}}}]");
        assertThat(written.getString("tool_choice")).isEqualTo("required");
        assertThat(written.getBoolean("parallel_tool_calls")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"''", "a.b", "ä", "a b", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"})
    void nameThatOpenAiRefusesIsRefusedByName(String name) {
        ToolSet tools = new ToolSet(List.of(function(name)), Optional.empty(), Optional.empty());
        ProviderException refusal = catchThrowableOfType(
                ProviderException.class, () -> written(tools, Output.UNSET, Thinking.UNSET, false));
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal).hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({"1024,low", "8191,low", "8192,medium", "24575,medium", "24576,high", "60000,high"})
    void budgetIsToldAsEffort(long budget, String effort) {
        Thinking thinking = new Thinking(Thinking.Mode.ON, Optional.empty(), Optional.of(budget), Optional.empty());
        assertThat(written(ToolSet.NONE, Output.UNSET, thinking, false).getString("reasoning_effort"))
                .isEqualTo(effort);
    }

    @Test
    void effortIsLeftOutWhereTheModelHasNone() {
        Thinking thinking = new Thinking(Thinking.Mode.ON, Optional.of("high"), Optional.empty(), Optional.of(true));
        Model model = Model.builder("m").capabilities(List.of("vision")).build();
        LeftOut leftOut = new LeftOut();
        Conversation conversation = Conversation.of(List.of(HI)).withThinking(thinking);
        byte[] written = Requests.CODEC.writeRequest(conversation, new Target(model, false), leftOut);
        assertThat(JsonTree.object(written).orElseThrow()).doesNotContainKey("reasoning_effort");
        assertThat(leftOut.names()).containsExactly("reasoning_effort", "reasoning_summary");
    }

    private static Tool function(String name) {
        return new Tool.Function(name, Optional.empty(), JsonTree.node(JsonValue.EMPTY_JSON_OBJECT), Optional.empty());
    }

    private static JsonObject written(ToolSet tools, Output output, Thinking thinking, boolean streaming) {
        Conversation conversation =
                Conversation.of(List.of(HI)).withTools(tools).withOutput(output).withThinking(thinking);
        Target target = new Target(Model.builder("m").build(), streaming);
        return JsonTree.object(Requests.CODEC.writeRequest(conversation, target, new LeftOut()))
                .orElseThrow();
    }
}
