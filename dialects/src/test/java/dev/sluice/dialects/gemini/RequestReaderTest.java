package dev.sluice.dialects.gemini;

import static dev.sluice.dialects.gemini.Gemini.json;
import static dev.sluice.dialects.gemini.Gemini.read;
import static dev.sluice.dialects.gemini.Gemini.readConfig;
import static dev.sluice.dialects.gemini.Gemini.readContents;
import static dev.sluice.dialects.gemini.Gemini.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestReaderTest {
    private static final String CALL = "{'role':'model','parts':[{'functionCall':{'name':'f','args':{'a':1}}},"
            + "{'functionCall':{'name':'g'}},{'functionCall':{'name':'f','args':{'a':2}}}]}";

    @Test
    void turnsAndInstruction() {
        assertThat(read("{'systemInstruction':{'role':'user','parts':[{'text':'Be brief.'},{'text':'Be kind.'}]},"
                                + "'contents':[{'parts':[{'text':'hi'}]},{'role':'model','parts':[{'text':'ho'}]}]}")
                        .turns())
                .containsExactly(
                        new Turn(Role.SYSTEM, List.of(new Part.Text("Be brief."), new Part.Text("Be kind."))),
                        new Turn(Role.USER, List.of(new Part.Text("hi"))),
                        new Turn(Role.ASSISTANT, List.of(new Part.Text("ho"))));
    }

    @Test
    void piecesOfAStreamToldAgainAreOneTurn() {
        List<Turn> turns = readContents("{'role':'user','parts':[{'text':'hi'}]},"
                        + "{'role':'model','parts':[{'text':'I th','thought':true}]},"
                        + "{'role':'model','parts':[{'text':'ink','thought':true}]},"
                        + "{'role':'model','parts':[{'text':'He','thoughtSignature':'c2lnbmVk'}]},"
                        + "{'role':'model','parts':[{'text':'llo'}]},{'role':'model','parts':[{'text':''}]}")
                .turns();
        assertThat(turns).hasSize(2);
        assertThat(turns.get(1).parts())
                .containsExactly(new Part.Reasoning("I think", Optional.of(Gemini.OWN)), new Part.Text("Hello"));
    }

    @Test
    void callsWithoutIdsAreNamedAndPairedByOrder() {
        List<Turn> turns = readContents(CALL + ",{'role':'user','parts':["
                        + "{'functionResponse':{'name':'f','response':{'output':'one'}}},"
                        + "{'functionResponse':{'name':'f','response':{'error':'no'}}},"
                        + "{'functionResponse':{'name':'g','response':{'x':1,'y':2}}}]}")
                .turns();
        assertThat(turns.get(0).parts())
                .containsExactly(
                        new Part.ToolCall("call_0_0", "f", "{\"a\":1}", false),
                        new Part.ToolCall("call_0_1", "g", "{}", false),
                        new Part.ToolCall("call_0_2", "f", "{\"a\":2}", false));
        assertThat(turns.get(1).parts())
                .containsExactly(
                        new Part.ToolResult("call_0_0", List.of(new Part.Text("one")), false),
                        new Part.ToolResult("call_0_2", List.of(new Part.Text("no")), true),
                        new Part.ToolResult("call_0_1", List.of(new Part.Text("{\"x\":1,\"y\":2}")), false));
    }

    @Test
    void idsPairWhateverTheOrderAndIdsThatComeAgainAreMadeUnique() {
        String round = "{'role':'model','parts':[{'functionCall':{'id':'1','name':'f'}},"
                + "{'functionCall':{'id':'2','name':'f'}}]},{'role':'user','parts':["
                + "{'functionResponse':{'id':'2','name':'f','response':{'output':'b'}}},"
                + "{'functionResponse':{'id':'1','name':'f','response':{'output':'a'}}}]}";
        List<Turn> turns = readContents(round + "," + round).turns();
        assertThat(ids(turns.get(0))).containsExactly("1", "2");
        assertThat(ids(turns.get(1))).containsExactly("2", "1");
        assertThat(ids(turns.get(2))).containsExactly("call_2_0", "call_2_1");
        assertThat(ids(turns.get(3))).containsExactly("call_2_1", "call_2_0");
    }

    @Test
    void idMadeByTheCallerForACallWithoutOneFindsItByName() {
        assertThat(ids(readContents("{'role':'model','parts':[{'functionCall':{'name':'f'}}]},{'role':'function',"
                                + "'parts':[{'functionResponse':{'id':'made','name':'f','response':{}}}]}")
                        .turns()
                        .get(1)))
                .containsExactly("call_0_0");
    }

    @Test
    void callsAndResultsWithoutEachOtherAreRefused() {
        refused("contents[0].parts[0].functionCall.name", () -> readContents(CALL));
        refused(
                "contents[0].parts[0].functionCall.name",
                () -> readContents(CALL + ",{'parts':[{'text':'hi'}]},{'role':'model','parts':[{'text':'ho'}]}"));
        refused(
                "contents[0].parts[0].functionResponse.name",
                () -> readContents("{'parts':[{'functionResponse':{'name':'f','response':{}}}]}"));
        refused(
                "contents[1].parts[1].functionResponse.id",
                () -> readContents("{'role':'model','parts':[{'functionCall':{'id':'1','name':'f'}}]},{'parts':["
                        + "{'functionResponse':{'id':'1','name':'f','response':{}}},"
                        + "{'functionResponse':{'id':'1','name':'f','response':{}}}]}"));
        refused(
                "contents[0].parts[1].functionCall.id",
                () -> readContents("{'role':'model','parts':[{'functionCall':{'id':'1','name':'f'}},"
                        + "{'functionCall':{'id':'1','name':'f'}}]}"));
    }

    @Test
    void signaturesStandBeforeWhatTheySign() {
        Part.Reasoning signed = new Part.Reasoning("", Optional.of(Gemini.OWN));
        assertThat(readContents("{'role':'model','parts':[{'text':'Hm','thought':true},{'functionCall':{'name':'f'},"
                                + "'thoughtSignature':'c2lnbmVk'},{'text':'A'},{'text':'','thoughtSignature':'c2lnbmVk'},"
                                + "{'text':'B'}]},{'parts':[{'functionResponse':{'name':'f','response':{}}}]}")
                        .turns()
                        .getFirst()
                        .parts())
                .containsExactly(
                        new Part.Reasoning("Hm", Optional.of(Gemini.OWN)),
                        new Part.ToolCall("call_0_0", "f", "{}", false),
                        new Part.Text("A"),
                        signed,
                        new Part.Text("B"));
    }

    @Test
    void media() {
        assertThat(readContents("{'parts':[{'inline_data':{'mime_type':'image/PNG','data':'-_8'}},"
                                + "{'inlineData':{'mimeType':'application/pdf','data':'AAAA','displayName':'a.pdf'}},"
                                + "{'inlineData':{'mimeType':'audio/wav','data':'AAAA'}},"
                                + "{'fileData':{'fileUri':'https://x.org/a.jpg?b=c.pdf'}},"
                                + "{'fileData':{'fileUri':'https://x.org/a','mimeType':'application/pdf'}}]}")
                        .turns()
                        .getFirst()
                        .parts())
                .containsExactly(
                        new Part.Image(new Source.Inline("image/png", "+/8="), Optional.empty()),
                        new Part.Document(new Source.Inline("application/pdf", "AAAA"), Optional.of("a.pdf")),
                        new Part.Audio(new Source.Inline("audio/wav", "AAAA")),
                        new Part.Image(new Source.Link("https://x.org/a.jpg?b=c.pdf"), Optional.empty()),
                        new Part.Document(new Source.Link("https://x.org/a"), Optional.empty()));
        for (String uri : List.of(
                "gs://b/o.png",
                "files/1",
                "https://youtu.be/x",
                "https://www.YouTube.com/watch?v=1",
                "https://generativelanguage.googleapis.com/v1beta/files/1")) {
            refused(
                    "contents[0].parts[0].fileData.fileUri",
                    () -> readContents("{'parts':[{'fileData':{'mimeType':'image/png','fileUri':'" + uri + "'}}]}"));
        }
        for (String data : List.of("", "A", "====", "AA AA", "Ä")) {
            refused(
                    "contents[0].parts[0].inlineData.data",
                    () -> readContents("{'parts':[{'inlineData':{'mimeType':'image/png','data':'" + data + "'}}]}"));
        }
    }

    @Test
    void picturesOfTools() {
        assertThat(readContents(
                                "{'role':'model','parts':[{'functionCall':{'name':'f'}}]},{'parts':[{'functionResponse':{"
                                        + "'name':'f','response':{'output':'see'},'parts':[{'inlineData':{'mimeType':'image/png',"
                                        + "'data':'AAAA'}}]}}]}")
                        .turns()
                        .getLast()
                        .parts())
                .containsExactly(new Part.ToolResult(
                        "call_0_0",
                        List.of(
                                new Part.Text("see"),
                                new Part.Image(new Source.Inline("image/png", "AAAA"), Optional.empty())),
                        false));
    }

    @Test
    void snakeCaseIsTakenButWhatIsTheCallersStays() {
        String request = "{'system_instruction':{'parts':[{'text':'s'}]},'contents':[{'role':'model','parts':["
                + "{'function_call':{'name':'f','args':{'a_b':{'c_d':1}}},'thought_signature':'c2lnbmVk'}]},{'parts':["
                + "{'function_response':{'name':'f','response':{'e_f':1}}}]}],'tools':[{'function_declarations':["
                + "{'name':'f','parameters':{'type':'OBJECT','properties':{'a_b':{'type':'ARRAY','min_items':'1'}}}}]}],"
                + "'generation_config':{'max_output_tokens':7,'response_mime_type':'application/json',"
                + "'response_json_schema':{'x_y':1}}}";
        LeftOut leftOut = new LeftOut();
        var read = Gemini.CODEC.readRequest(JsonTree.node(json(request)), leftOut);
        assertThat(leftOut.names()).isEmpty();
        assertThat(read.turns().get(1).parts())
                .containsExactly(
                        new Part.Reasoning("", Optional.of(Gemini.OWN)),
                        new Part.ToolCall("call_0_0", "f", "{\"a_b\":{\"c_d\":1}}", false));
        assertThat(((Part.ToolResult) read.turns().get(2).parts().getFirst()).content())
                .containsExactly(new Part.Text("{\"e_f\":1}"));
        assertThat(JsonTree.object(((Tool.Function) read.tools().tools().getFirst()).parameters()))
                .isEqualTo(json("{'type':'object','properties':{'a_b':{'type':'array','minItems':1}}}"));
        assertThat(read.output().maxTokens()).contains(7L);
        assertThat(JsonTree.object(((Format.Schema) read.output().format()).schema()))
                .isEqualTo(json("{'x_y':1}"));
    }

    @Test
    void choices() {
        assertThat(choice("{'mode':'AUTO'}")).contains(new ToolChoice.Auto());
        assertThat(choice("{'mode':'NONE','allowedFunctionNames':['f']}")).contains(new ToolChoice.None());
        assertThat(choice("{'mode':'ANY'}")).contains(new ToolChoice.Required());
        assertThat(choice("{'mode':'ANY','allowedFunctionNames':['f']}")).contains(new ToolChoice.Named("f"));
        assertThat(choice("{'mode':'ANY','allowedFunctionNames':['f','g']}"))
                .contains(new ToolChoice.Allowed(List.of("f", "g"), true));
        assertThat(choice("{'mode':'VALIDATED','allowedFunctionNames':['f']}"))
                .contains(new ToolChoice.Allowed(List.of("f"), false));
        assertThat(choice("{'mode':'MODE_UNSPECIFIED'}")).isEmpty();
        refused("toolConfig.functionCallingConfig.mode", () -> choice("{'mode':'any'}"));
    }

    @Test
    void thinking() {
        assertThat(think("{'thinkingBudget':-1}").mode()).isEqualTo(Thinking.Mode.ADAPTIVE);
        assertThat(think("{'thinkingBudget':0}").mode()).isEqualTo(Thinking.Mode.OFF);
        assertThat(think("{'thinkingBudget':9,'includeThoughts':true}"))
                .isEqualTo(new Thinking(Thinking.Mode.ON, Optional.empty(), Optional.of(9L), Optional.of(true)));
        assertThat(think("{'thinkingLevel':'low'}"))
                .isEqualTo(new Thinking(Thinking.Mode.UNSET, Optional.of("low"), Optional.empty(), Optional.empty()));
    }

    private static Thinking think(String config) {
        return readConfig("{'thinkingConfig':" + config + "}").thinking();
    }

    private static Optional<ToolChoice> choice(String config) {
        return read("{'contents':[{'parts':[{'text':'hi'}]}],'tools':[{'functionDeclarations':[{'name':'f'}]},"
                        + "{'functionDeclarations':[{'name':'g'}]}],'toolConfig':{'functionCallingConfig':" + config
                        + "}}")
                .tools()
                .choice();
    }

    private static List<String> ids(Turn turn) {
        return turn.parts().stream()
                .map(part -> part instanceof Part.ToolCall call ? call.id() : ((Part.ToolResult) part).callId())
                .toList();
    }
}
