package dev.sluice.dialects.gemini;

import static dev.sluice.dialects.gemini.Gemini.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Hints;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Sampling;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestWriterTest {
    private static final Part.ToolCall CALL = new Part.ToolCall("1", "f", "{\"a\":1}", false);
    private static final Part.ToolCall OTHER_CALL = new Part.ToolCall("2", "g", "", false);
    private static final Part RESULT = new Part.ToolResult("1", List.of(new Part.Text("one")), false);
    private static final Part OTHER_RESULT = new Part.ToolResult("2", List.of(new Part.Text("no")), true);

    private final LeftOut leftOut = new LeftOut();

    @Test
    void instructionsFirstLaterOnesInPlaceAndRolesInTurn() {
        assertThat(written(
                        turn(Role.SYSTEM, text("a")),
                        turn(Role.DEVELOPER, text("b")),
                        turn(Role.USER, text("c")),
                        turn(Role.SYSTEM, text("d")),
                        turn(Role.ASSISTANT, text("e")),
                        turn(Role.ASSISTANT, new Part.Refusal("f")),
                        turn(Role.USER, text("")),
                        turn(Role.ASSISTANT, text("g"))))
                .isEqualTo(json("{'systemInstruction':{'parts':[{'text':'a'},{'text':'b'}]},'contents':["
                        + "{'role':'user','parts':[{'text':'c'},{'text':'d'}]},"
                        + "{'role':'model','parts':[{'text':'e'},{'text':'f'},{'text':'g'}]}]}"));
        assertThat(written(turn(Role.SYSTEM, text("a"))))
                .isEqualTo(json("{'contents':[{'role':'user','parts':[{'text':'a'}]}]}"));
    }

    @Test
    void resultsStandRightBehindTheirCallsInTheirOrder() {
        assertThat(written(
                        turn(Role.ASSISTANT, CALL, OTHER_CALL),
                        turn(Role.SYSTEM, text("s")),
                        turn(Role.USER, OTHER_RESULT, text("t"), RESULT)))
                .isEqualTo(json("{'contents':[{'role':'model','parts':["
                        + "{'functionCall':{'id':'1','name':'f','args':{'a':1}},"
                        + "'thoughtSignature':'skip_thought_signature_validator'},"
                        + "{'functionCall':{'id':'2','name':'g','args':{}}}]},{'role':'user','parts':["
                        + "{'functionResponse':{'id':'1','name':'f','response':{'output':'one'}}},"
                        + "{'functionResponse':{'id':'2','name':'g','response':{'error':'no'}}},"
                        + "{'text':'s'},{'text':'t'}]}]}"));
    }

    @Test
    void callsAndResultsWithoutEachOtherAreRefused() {
        refused(turn(Role.ASSISTANT, CALL));
        refused(turn(Role.ASSISTANT, CALL), turn(Role.USER, text("t")), turn(Role.ASSISTANT, text("t")));
        refused(turn(Role.ASSISTANT, CALL, OTHER_CALL), turn(Role.USER, RESULT));
        refused(turn(Role.ASSISTANT, CALL, CALL), turn(Role.USER, RESULT));
        refused(turn(Role.ASSISTANT, CALL), turn(Role.USER, RESULT, RESULT));
        refused(turn(Role.USER, RESULT));
        refused(turn(Role.USER, text("")));
        refused(turn(Role.ASSISTANT, new Part.ToolCall("1", "f", "[1]", false)), turn(Role.USER, RESULT));
        refused();
    }

    @Test
    void ownSignaturesGoWhereTheyCameFromAndOthersStayAway() {
        Part own = new Part.Reasoning("Hm", Optional.of(Gemini.OWN));
        assertThat(parts("gemini-3-pro", own, CALL))
                .isEqualTo(
                        json("{'p':[{'text':'Hm','thought':true},{'functionCall':{'id':'1','name':'f','args':{'a':1}},"
                                + "'thoughtSignature':'c2lnbmVk'}]}"));
        assertThat(leftOut.names()).isEmpty();
        assertThat(parts("gemini-2.5-pro", new Part.Reasoning("", Optional.of(Gemini.CLAUDES)), CALL))
                .isEqualTo(json("{'p':[{'functionCall':{'id':'1','name':'f','args':{'a':1}}}]}"));
        assertThat(leftOut.names()).containsExactly("reasoning");
        Opaque another = new Opaque("gemini", "", "b3RoZXI=");
        assertThat(parts("gemini-3-pro", new Part.Reasoning("", Optional.of(another)), own, CALL))
                .isEqualTo(json("{'p':[{'text':'','thoughtSignature':'b3RoZXI='},{'text':'Hm','thought':true},"
                        + "{'functionCall':{'id':'1','name':'f','args':{'a':1}},'thoughtSignature':'c2lnbmVk'}]}"));
    }

    @Test
    void mediaAndWhatIsLeftOutOfThem() {
        Source png = new Source.Inline("image/png", "AAAA");
        Part image = new Part.Image(png, Optional.of("high"));
        assertThat(written(turn(
                        Role.USER,
                        image,
                        new Part.Document(new Source.Link("https://x.org/a"), Optional.of("a")),
                        new Part.Image(new Source.Link("https://x.org/a.webp"), Optional.empty()),
                        new Part.Image(new Source.Link("https://x.org/a"), Optional.empty()),
                        new Part.Audio(new Source.Inline("audio/wav", "AAAA")))))
                .isEqualTo(json("{'contents':[{'role':'user','parts':["
                        + "{'inlineData':{'mimeType':'image/png','data':'AAAA'}},"
                        + "{'fileData':{'mimeType':'application/pdf','fileUri':'https://x.org/a'}},"
                        + "{'fileData':{'mimeType':'image/webp','fileUri':'https://x.org/a.webp'}},"
                        + "{'fileData':{'fileUri':'https://x.org/a'}},"
                        + "{'inlineData':{'mimeType':'audio/wav','data':'AAAA'}}]}]}"));
        assertThat(leftOut.names()).containsExactly("detail", "filename");
        Part seen = new Part.ToolResult("1", List.of(text("see"), image), false);
        Conversation conversation = saying(turn(Role.ASSISTANT, CALL), turn(Role.USER, seen));
        assertThat(Gemini.write(conversation, "gemini-3-pro", leftOut).toString())
                .contains("\"response\":{\"output\":\"see\"},\"parts\":[{\"inlineData\"");
        assertThat(Gemini.write(conversation, "gemini-2.5-pro", leftOut).toString())
                .contains("\"response\":{\"output\":\"see\"}}},{\"inlineData\"");
    }

    @Test
    void toolsAndChoices() {
        JsonObject schema = json("{'type':'object','additionalProperties':false}");
        Tool tool = new Tool.Function("f", Optional.of("does"), JsonTree.node(schema), Optional.of(true));
        Tool bare =
                new Tool.Function("g", Optional.empty(), JsonTree.node(JsonObject.EMPTY_JSON_OBJECT), Optional.empty());
        ToolSet set = new ToolSet(
                List.of(tool, bare), Optional.of(new ToolChoice.Allowed(List.of("f", "g"), false)), Optional.of(false));
        JsonObject written = Gemini.write(
                Conversation.of(List.of(turn(Role.USER, text("hi"))))
                        .withTools(set)
                        .withHints(new Hints(Optional.of("me"), Optional.of("key"))),
                "gemini-3-pro",
                leftOut);
        assertThat(written.getJsonArray("tools").toString())
                .isEqualTo("[{\"functionDeclarations\":[{\"name\":\"f\",\"description\":\"does\","
                        + "\"parametersJsonSchema\":" + schema + "},{\"name\":\"g\"}]}]");
        assertThat(written.getJsonObject("toolConfig"))
                .isEqualTo(json("{'functionCallingConfig':{'mode':'VALIDATED','allowedFunctionNames':['f','g']}}"));
        assertThat(leftOut.names()).containsExactly("parallel_tool_calls", "strict", "user", "prompt_cache_key");
    }

    @Test
    void toolsThatCannotBeToldAreRefused() {
        for (String name : List.of("1f", "", "f g", "ü", "a".repeat(129))) {
            Tool tool = new Tool.Function(
                    name, Optional.empty(), JsonTree.node(JsonObject.EMPTY_JSON_OBJECT), Optional.empty());
            refusedTools(new ToolSet(List.of(tool), Optional.empty(), Optional.empty()));
        }
        refusedTools(new ToolSet(List.of(), Optional.of(new ToolChoice.Required()), Optional.empty()));
        refusedTools(new ToolSet(
                List.of(new Tool.Custom("c", Optional.empty(), Optional.empty())), Optional.empty(), Optional.empty()));
    }

    @Test
    void outputAndSampling() {
        Sampling big = Sampling.UNSET.withSeed(Optional.of(1L << 31));
        Format schema = new Format.Schema(
                Optional.of("n"), Optional.of("d"), JsonTree.node(json("{'type':'object'}")), Optional.of(true));
        Output output = Output.UNSET
                .withMaxTokens(Optional.of(9L))
                .withStop(List.of("x"))
                .withFormat(schema)
                .withVerbosity(Optional.of("low"))
                .withLogProbs(Optional.of(0));
        assertThat(Gemini.write(asking(big, output, Thinking.UNSET), "gemini-3-pro", leftOut)
                        .getJsonObject("generationConfig"))
                .isEqualTo(json("{'maxOutputTokens':9,'responseLogprobs':true,'stopSequences':['x'],"
                        + "'responseMimeType':'application/json','responseJsonSchema':{'type':'object'}}"));
        assertThat(leftOut.names()).containsExactly("seed", "verbosity", "response_format.description");
        Output stops = Output.UNSET.withStop(Collections.nCopies(6, "x"));
        Gemini.refused("stop", () -> Gemini.write(asking(Sampling.UNSET, stops, Thinking.UNSET), "gemini-3", leftOut));
    }

    @Test
    void thinkingAsEachFamilyKnowsIt() {
        assertThat(thinking("gemini-3-flash", effort("minimal"))).isEqualTo("{\"thinkingLevel\":\"MINIMAL\"}");
        assertThat(thinking("gemini-3-pro", effort("minimal"))).isEqualTo("{\"thinkingLevel\":\"LOW\"}");
        assertThat(thinking("gemini-3-pro", effort("max"))).isEqualTo("{\"thinkingLevel\":\"HIGH\"}");
        assertThat(thinking("gemini-3-flash", effort("none"))).isEqualTo("{\"thinkingLevel\":\"MINIMAL\"}");
        assertThat(leftOut.names()).containsExactly("thinking");
        assertThat(thinking("gemini-2.5-flash", effort("none"))).isEqualTo("{\"thinkingBudget\":0}");
        assertThat(thinking("gemini-2.5-pro", effort("none"))).isEqualTo("{\"thinkingBudget\":128}");
        assertThat(thinking("gemini-2.5-flash", effort("max"))).isEqualTo("{\"thinkingBudget\":24576}");
        assertThat(thinking("gemini-2.5-pro", effort("max"))).isEqualTo("{\"thinkingBudget\":32768}");
        Output few = Output.UNSET.withMaxTokens(Optional.of(1000L));
        assertThat(Gemini.write(asking(Sampling.UNSET, few, effort("high")), "gemini-2.5-pro", leftOut)
                        .getJsonObject("generationConfig")
                        .getJsonObject("thinkingConfig"))
                .isEqualTo(json("{'thinkingBudget':500}"));
    }

    private String thinking(String model, Thinking thinking) {
        return Gemini.write(asking(Sampling.UNSET, Output.UNSET, thinking), model, leftOut)
                .getJsonObject("generationConfig")
                .getJsonObject("thinkingConfig")
                .toString();
    }

    private static Thinking effort(String word) {
        return new Thinking(Thinking.Mode.UNSET, Optional.of(word), Optional.empty(), Optional.empty());
    }

    private JsonObject written(Turn... turns) {
        return Gemini.write(saying(turns), "gemini-3-pro-preview", leftOut);
    }

    private void refused(Turn... turns) {
        Gemini.failed(ErrorKind.INVALID_REQUEST, () -> written(turns));
    }

    private void refusedTools(ToolSet tools) {
        Conversation conversation =
                Conversation.of(List.of(turn(Role.USER, text("hi")))).withTools(tools);
        Gemini.refused("tools", () -> Gemini.write(conversation, "gemini-3-pro", leftOut));
    }

    /** The parts of the model's turn that is followed by a result. */
    private JsonObject parts(String model, Part... parts) {
        JsonObject written = Gemini.write(saying(turn(Role.ASSISTANT, parts), turn(Role.USER, RESULT)), model, leftOut);
        return json("{'p':" + written.getJsonArray("contents").getJsonObject(0).get("parts") + "}");
    }

    private static Conversation saying(Turn... turns) {
        return Conversation.of(Arrays.asList(turns));
    }

    private static Conversation asking(Sampling sampling, Output output, Thinking thinking) {
        return Conversation.of(List.of(turn(Role.USER, text("hi"))))
                .withSampling(sampling)
                .withOutput(output)
                .withThinking(thinking);
    }

    private static Turn turn(Role role, Part... parts) {
        return new Turn(role, List.of(parts));
    }

    private static Part text(String text) {
        return new Part.Text(text);
    }
}
