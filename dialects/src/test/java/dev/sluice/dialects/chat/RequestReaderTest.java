package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.dialects.testing.FieldTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
    private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";
    private static final String TOOLS = "'tools':[{'type':'function','function':{'name':'look'}}]";

    @TestFactory
    Stream<DynamicTest> pageTellsWhatBecomesOfEachField() throws IOException {
        return new FieldTable(Requests.CODEC, ("{'model':'m'," + HI + "}").replace('\'', '"')).tests(80);
    }

    @Test
    void settingsAreRead() {
        Conversation read = Requests.read("{" + HI + ",'temperature':0.5,'top_p':1,'seed':7,'frequency_penalty':-2,"
                + "'presence_penalty':2,'max_tokens':10,'stop':'x','response_format':{'type':'json_object'},"
                + "'verbosity':'low','logprobs':true,'top_logprobs':3,'reasoning_effort':'low','user':'u',"
                + "'prompt_cache_key':'k'}");
        assertThat(read.sampling())
                .isEqualTo(Sampling.UNSET
                        .withTemperature(Optional.of(new BigDecimal("0.5")))
                        .withTopP(Optional.of(BigDecimal.ONE))
                        .withSeed(Optional.of(7L))
                        .withFrequencyPenalty(Optional.of(new BigDecimal("-2")))
                        .withPresencePenalty(Optional.of(new BigDecimal("2"))));
        assertThat(read.output())
                .isEqualTo(Output.UNSET
                        .withMaxTokens(Optional.of(10L))
                        .withStop(List.of("x"))
                        .withFormat(new Format.Json())
                        .withVerbosity(Optional.of("low"))
                        .withLogProbs(Optional.of(3)));
        assertThat(read.thinking())
                .isEqualTo(new Thinking(Thinking.Mode.UNSET, Optional.of("low"), Optional.empty(), Optional.empty()));
        assertThat(read.hints()).isEqualTo(new Hints(Optional.of("u"), Optional.of("k")));
    }

    @Test
    void newerNameCountsAndTheOtherIsNamed() {
        LeftOut leftOut = new LeftOut();
        Conversation read = Requests.CODEC.readRequest(
                JsonTree.node(Requests.json("{" + HI + ",'max_tokens':10,'max_completion_tokens':20,'user':'a',"
                        + "'safety_identifier':'b'}")),
                leftOut);
        assertThat(read.output().maxTokens()).contains(20L);
        assertThat(read.hints().endUser()).contains("b");
        assertThat(leftOut.names()).containsExactlyInAnyOrder("max_tokens", "user");
    }

    @Test
    void noThinkingIsNone() {
        assertThat(Requests.read("{" + HI + ",'reasoning_effort':'none'}")
                        .thinking()
                        .mode())
                .isEqualTo(Thinking.Mode.OFF);
    }

    @Test
    void toolsAreRead() {
        ToolSet tools = Requests.read("{" + HI + ",'tools':[{'type':'function','function':{'name':'look',"
                        + "'description':'d','parameters':{'type':'object'},'strict':true}},{'type':'custom','custom':"
                        + "{'name':'patch','format':{'type':'grammar','grammar':{'syntax':'lark','definition':'x'}}}}],"
                        + "'tool_choice':'required','parallel_tool_calls':false}")
                .tools();
        assertThat(tools)
                .isEqualTo(new ToolSet(
                        List.of(
                                new Tool.Function(
                                        "look",
                                        Optional.of("d"),
                                        JsonTree.node(Requests.json("{'type':'object'}")),
                                        Optional.of(true)),
                                new Tool.Custom(
                                        "patch",
                                        Optional.empty(),
                                        Optional.of(JsonTree.node(Requests.json(
                                                "{'type':'grammar','syntax':'lark','definition':'x'}"))))),
                        Optional.of(new ToolChoice.Required()),
                        Optional.of(false)));
    }

    @Test
    void functionsAreToolsOfWhichOneIsCalled() {
        ToolSet tools = Requests.read("{" + HI + ",'functions':[{'name':'look'}],'function_call':{'name':'look'}}")
                .tools();
        assertThat(tools.tools()).extracting(Tool::name).containsExactly("look");
        assertThat(tools.choice()).contains(new ToolChoice.Named("look"));
        assertThat(tools.parallel()).contains(false);
    }

    @Test
    void choiceMeansNothingWithoutTools() {
        assertThat(Requests.read("{" + HI + ",'tools':[],'tool_choice':'auto','parallel_tool_calls':true}")
                        .tools())
                .isEqualTo(ToolSet.NONE);
    }

    @Test
    void allowedToolsAreRead() {
        assertThat(Requests.read("{" + HI + "," + TOOLS + ",'tool_choice':{'type':'allowed_tools','allowed_tools':"
                                + "{'mode':'required','tools':[{'type':'function','function':{'name':'look'}}]}}}")
                        .tools()
                        .choice())
                .contains(new ToolChoice.Allowed(List.of("look"), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "temperature | 'temperature':2.1",
                "temperature | 'temperature':1e999999999",
                "temperature | 'temperature':'warm'",
                "top_p | 'top_p':-1",
                "seed | 'seed':1.5",
                "seed | 'seed':1e999999999",
                "max_tokens | 'max_tokens':0",
                "top_logprobs | 'top_logprobs':2",
                "top_logprobs | 'logprobs':true,'top_logprobs':21",
                "stop | 'stop':['']",
                "stop[1] | 'stop':['a',1]",
                "reasoning_effort | 'reasoning_effort':'huge'",
                "response_format.type | 'response_format':{'type':'xml'}",
                "response_format.json_schema.name | 'response_format':{'type':'json_schema','json_schema':{}}",
                "n | 'n':2",
                "stream_options | 'stream_options':true",
                "tools[0].type | 'tools':[{'type':'web_search'}]",
                "tools[0].function.name | 'tools':[{'type':'function','function':{'name':''}}]",
                "tools[1].function.name | 'tools':[{'type':'function','function':{'name':'a'}},"
                        + "{'type':'function','function':{'name':'a'}}]",
                "tool_choice | 'tool_choice':'required'",
                "tool_choice | 'tool_choice':5",
                "tool_choice.function.name | 'tool_choice':{'type':'function','function':{'name':'a'}}",
                "tool_choice.type | 'tools':[{'type':'function','function':{'name':'a'}}],'tool_choice':"
                        + "{'type':'web_search'}",
                "functions | 'functions':[{'name':'a'}],'tools':[{'type':'function','function':{'name':'b'}}]",
                "function_call | 'functions':[{'name':'a'}],'function_call':'required'",
            })
    void whatIsWrongIsNamed(String field, String fields) {
        assertThat(Requests.refusal("{" + HI + "," + fields + "}").parameter()).contains(field);
    }
}
