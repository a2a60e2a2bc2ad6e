package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Turn;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessagesReaderTest {
    private static final String CALL =
            "{'role':'assistant','content':null,'tool_calls':[{'id':'c1','type':'function','function':{'name':'look',"
                    + "'arguments':'{}'}}]}";

    @Test
    void eachRoleIsRead() {
        assertThat(Requests.turns("{'role':'system','content':'a'},{'role':'developer','content':'b'},"
                        + "{'role':'user','content':'c'}," + CALL
                        + ",{'role':'tool','tool_call_id':'c1','content':'d'},{'role':'assistant','content':'e'}"))
                .containsExactly(
                        new Turn(Role.SYSTEM, List.of(new Part.Text("a"))),
                        new Turn(Role.DEVELOPER, List.of(new Part.Text("b"))),
                        Requests.user(new Part.Text("c")),
                        Requests.assistant(new Part.ToolCall("c1", "look", "{}", false)),
                        Requests.user(new Part.ToolResult("c1", List.of(new Part.Text("d")), false)),
                        Requests.assistant(new Part.Text("e")));
    }

    @Test
    void eachPartIsRead() {
        assertThat(Requests.turns("{'role':'user','content':[{'type':'text','text':'a'},"
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AA==','detail':'low'}},"
                        + "{'type':'image_url','image_url':{'url':'https://example.com/a'}},"
                        + "{'type':'input_audio','input_audio':{'data':'AA==','format':'mp3'}},"
                        + "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,AA=='}}"
                        + "]}"))
                .containsExactly(Requests.user(
                        new Part.Text("a"),
                        new Part.Image(new Source.Inline("image/png", "AA=="), Optional.of("low")),
                        new Part.Image(new Source.Link("https://example.com/a"), Optional.empty()),
                        new Part.Audio(new Source.Inline("audio/mpeg", "AA==")),
                        new Part.Document(new Source.Inline("application/pdf", "AA=="), Optional.of("a.pdf"))));
    }

    @Test
    void resultsOfToolsMayHavePictures() {
        Part.ToolResult result = (Part.ToolResult) Requests.turns(CALL + ",{'role':'tool','tool_call_id':'c1',"
                        + "'content':[{'type':'image_url','image_url':{'url':'https://example.com/a'}}]}")
                .get(1)
                .parts()
                .getFirst();
        assertThat(result.content())
                .containsExactly(new Part.Image(new Source.Link("https://example.com/a"), Optional.empty()));
    }

    @Test
    void functionOfTheOldFormAndItsResultBelongTogether() {
        List<Turn> turns = Requests.turns("{'role':'user','content':'a'},{'role':'assistant','content':null,"
                + "'function_call':{'name':'look','arguments':''}},{'role':'function','name':'look','content':'b'}");
        Part.ToolCall call = (Part.ToolCall) turns.get(1).parts().getFirst();
        assertThat(call.input()).isEqualTo("{}");
        assertThat(turns.get(2).parts())
                .containsExactly(new Part.ToolResult(call.id(), List.of(new Part.Text("b")), false));
    }

    @Test
    void customCallIsReadAsSuch() {
        assertThat(Requests.turns("{'role':'assistant','tool_calls':[{'id':'c1','type':'custom','custom':"
                                + "{'name':'patch','input':'x'}}]},{'role':'tool','tool_call_id':'c1','content':''}")
                        .getFirst()
                        .parts())
                .containsExactly(new Part.ToolCall("c1", "patch", "x", true));
    }

    @ParameterizedTest
    @CsvSource({"reasoning_text", "reasoning_content", "reasoning"})
    void thoughtIsReadUnderEachOfItsNames(String name) {
        String opaque = EncryptedReasoning.write(Dialect.CHAT_COMPLETIONS, List.of(new Opaque("messages", "", "s")));
        assertThat(Requests.turns("{'role':'assistant','content':'a','" + name + "':'hm','reasoning_opaque':'" + opaque
                                + "'}")
                        .getFirst()
                        .parts())
                .containsExactly(
                        new Part.Reasoning("hm", Optional.of(new Opaque("messages", "", "s"))), new Part.Text("a"));
    }

    @Test
    void signatureOfCallStandsBeforeIt() {
        String calls = "{'role':'assistant','tool_calls':[{'id':'a','type':'function','function':{'name':'look',"
                + "'arguments':'{}','thought_signature':'s1'}},{'id':'b','type':'function','extra_content':{'google':"
                + "{'thought_signature':'s2'}},'function':{'name':'look','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'b','content':'1'},{'role':'tool','tool_call_id':'a','content':'2'}";
        assertThat(Requests.turns(calls).getFirst().parts())
                .containsExactly(
                        signed("function.thought_signature", "s1"),
                        new Part.ToolCall("a", "look", "{}", false),
                        signed("extra_content.google.thought_signature", "s2"),
                        new Part.ToolCall("b", "look", "{}", false));
    }

    @Test
    void changedTextFallsBackToThePlainOrder() {
        Opaque signature = new Opaque("messages", "", "s");
        String opaque = EncryptedReasoning.write(
                Dialect.CHAT_COMPLETIONS, List.of(signature, new Opaque("chat-completions", "order", "t3 o2 t3")));
        String message =
                "{'role':'assistant','content':'%s','reasoning_content':'hm','reasoning_opaque':'" + opaque + "'}";
        Part thought = new Part.Reasoning("hm", Optional.of(signature));
        assertThat(Requests.turns(message.formatted("onetwo")).getFirst().parts())
                .containsExactly(new Part.Text("one"), thought, new Part.Text("two"));
        assertThat(Requests.turns(message.formatted("onetw")).getFirst().parts())
                .containsExactly(thought, new Part.Text("onetw"));
    }

    @ParameterizedTest
    @CsvSource({"t", "x1", "t-1", "t99999999999", "t0 t6", "o0 o0 t6", "c0", "o2 t6 c0", "''"})
    void orderThatIsNotOneFallsBackToThePlainOrder(String order) {
        Opaque signature = new Opaque("messages", "", "s");
        String opaque = EncryptedReasoning.write(
                Dialect.CHAT_COMPLETIONS, List.of(signature, new Opaque("chat-completions", "order", order)));
        assertThat(Requests.turns("{'role':'assistant','content':'onetwo','reasoning_content':'hm',"
                                + "'reasoning_opaque':'" + opaque + "'}")
                        .getFirst()
                        .parts())
                .containsExactly(new Part.Reasoning("hm", Optional.of(signature)), new Part.Text("onetwo"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "messages | {'model':'m'}",
                "messages | {'messages':[]}",
                "messages | {'messages':'Hi'}",
                "messages[0] | {'messages':['Hi']}",
                "messages | {'messages':[{'role':'system','content':''}]}",
                "messages[0].role | {'messages':[{'content':'Hi'}]}",
                "messages[0].role | {'messages':[{'role':'bot','content':'Hi'}]}",
                "messages[0].content | {'messages':[{'role':'user'}]}",
                "messages[0].content | {'messages':[{'role':'user','content':''}]}",
                "messages[0].content | {'messages':[{'role':'user','content':[]}]}",
                "messages[0].content | {'messages':[{'role':'user','content':5}]}",
                "messages[0].content | {'messages':[{'role':'assistant'}]}",
                "messages[0].content[0].type | {'messages':[{'role':'user','content':[{'text':'Hi'}]}]}",
                "messages[0].content[0].type | {'messages':[{'role':'user','content':[{'type':'video'}]}]}",
                "messages[0].content[0].type | {'messages':[{'role':'system','content':[{'type':'image_url'}]}]}",
                "messages[0].tool_call_id | {'messages':[{'role':'tool','content':'x'}]}",
                "messages[0].tool_call_id | {'messages':[{'role':'tool','tool_call_id':'c','content':'x'}]}",
                "messages[0].name | {'messages':[{'role':'function','name':'f','content':'x'}]}",
                "messages[0].audio | {'messages':[{'role':'assistant','audio':{'id':'a'}}]}",
                "messages[0].tool_calls[0].type | {'messages':[{'role':'assistant','tool_calls':[{'id':'a',"
                        + "'type':'mcp'}]}]}",
                "messages[0].tool_calls[0].id | {'messages':[{'role':'assistant','tool_calls':[{'type':'function'}]}]}",
            })
    void whatIsWrongIsNamed(String field, String request) {
        ProviderException refusal = Requests.refusal(request);
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal.parameter()).contains(field);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "data:",
        "'data:image/png;base64,'",
        "'data:image/png,AA=='",
        "'data:;base64,AA=='",
        "'data:png;base64,AA=='",
        "'data:,;base64'",
        "file:///etc/passwd",
        "gs://bucket/a"
    })
    void urlOfAnImageMustBeOne(String url) {
        assertThat(Requests.refusal("{'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'"
                                + url + "'}}]}]}")
                        .parameter())
                .contains("messages[0].content[0].image_url.url");
    }

    @Test
    void callWithoutResultIsRefused() {
        assertThat(Requests.refusal("{'messages':[" + CALL + "]}").parameter()).contains("messages[0].tool_calls");
        assertThat(Requests.refusal("{'messages':[" + CALL + ",{'role':'user','content':'x'}]}")
                        .parameter())
                .contains("messages[0].tool_calls");
        String result = ",{'role':'tool','tool_call_id':'c1','content':'d'}";
        assertThat(Requests.refusal("{'messages':[" + CALL + result + result + "]}")
                        .parameter())
                .contains("messages[2].tool_call_id");
    }

    private static Part signed(String id, String data) {
        return new Part.Reasoning("", Optional.of(new Opaque("chat-completions", id, data)));
    }
}
