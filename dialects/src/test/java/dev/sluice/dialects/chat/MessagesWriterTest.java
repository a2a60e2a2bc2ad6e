package dev.sluice.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MessagesWriterTest {
    private static final Turn HI = Requests.user(new Part.Text("Hi"));
    private static final Part.ToolCall CALL = new Part.ToolCall("c1", "look", "", false);

    private final LeftOut leftOut = new LeftOut();

    @Test
    void instructionsStayInTheirPlaces() {
        assertThat(messages(
                        new Turn(Role.SYSTEM, List.of(new Part.Text("a"), new Part.Text("b"))),
                        HI,
                        new Turn(Role.DEVELOPER, List.of(new Part.Text("c")))))
                .isEqualTo("[{'role':'system','content':'a\\n\\nb'},{'role':'user','content':'Hi'},"
                        + "{'role':'system','content':'c'}]");
    }

    @Test
    void resultsComeRightAfterTheirCalls() {
        assertThat(messages(
                        HI,
                        Requests.assistant(new Part.Text("a")),
                        Requests.assistant(CALL, new Part.Text("b")),
                        Requests.user(new Part.Text("c"), result(false, new Part.Text("d"), new Part.Text("e")))))
                .isEqualTo("[{'role':'user','content':'Hi'},{'role':'assistant','content':'a\\n\\nb','tool_calls':"
                        + "[{'id':'c1','type':'function','function':{'name':'look','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'c1','content':'d\\n\\ne'},{'role':'user','content':'c'}]");
    }

    @Test
    void failureAndPicturesOfResultsAreTold() {
        Part image = new Part.Image(new Source.Link("https://example.com/a"), Optional.of("original"));
        assertThat(messages(Requests.assistant(CALL), Requests.user(result(true, image))))
                .endsWith("{'role':'tool','tool_call_id':'c1','content':'The tool failed.'},{'role':'user','content':"
                        + "[{'type':'text','text':'Beside its text, the call c1 resulted in:'},{'type':'image_url',"
                        + "'image_url':{'url':'https://example.com/a'}}]}]");
        assertThat(leftOut.names()).containsExactly("detail");
    }

    @Test
    void longIdIsShortenedAlikeForCallAndResult() {
        String id = "toolu_" + "x".repeat(60);
        String messages = messages(
                Requests.assistant(new Part.ToolCall(id, "look", "{}", false)),
                Requests.user(new Part.ToolResult(id, List.of(), false)));
        String shortened = CallIds.forModel(id);
        assertThat(shortened).hasSizeLessThanOrEqualTo(40).isNotEqualTo(CallIds.forModel(id + "x"));
        assertThat(messages).contains("'id':'" + shortened + "'", "'tool_call_id':'" + shortened + "'");
    }

    @Test
    void ownThoughtsGoBackAndOthersAreLeftOut() {
        assertThat(messages(Requests.assistant(
                        new Part.Reasoning("hm", Optional.of(new Opaque("chat-completions", "", "s"))),
                        new Part.Text("a"))))
                .isEqualTo("[{'role':'assistant','content':'a','reasoning_text':'hm','reasoning_opaque':'s'}]");
        assertThat(leftOut.names()).isEmpty();
        assertThat(messages(Requests.assistant(
                        new Part.Reasoning("hm", Optional.of(new Opaque("messages", "", "s"))), new Part.Text("a"))))
                .isEqualTo("[{'role':'assistant','content':'a'}]");
        assertThat(leftOut.names()).containsExactly("reasoning");
    }

    @Test
    void unsignedThoughtIsLeftOut() {
        assertThat(messages(HI, Requests.assistant(new Part.Reasoning("hm", Optional.empty()))))
                .isEqualTo("[{'role':'user','content':'Hi'}]");
        assertThat(leftOut.names()).containsExactly("reasoning");
    }

    @Test
    void signatureGoesWhereItCameFrom() {
        assertThat(messages(
                        Requests.assistant(
                                signature("function"),
                                CALL,
                                signature("extra_content.google"),
                                new Part.ToolCall("c2", "look", "{}", false)),
                        Requests.user(result(false), new Part.ToolResult("c2", List.of(), false))))
                .contains(
                        "{'id':'c1','type':'function','function':{'name':'look','arguments':'{}',"
                                + "'thought_signature':'s'}}",
                        "{'id':'c2','type':'function','extra_content':{'google':{'thought_signature':'s'}},"
                                + "'function':{'name':'look','arguments':'{}'}}");
        assertThat(leftOut.names()).isEmpty();
    }

    @Test
    void textDocumentIsToldAsText() {
        String data = Base64.getEncoder().encodeToString("content".getBytes(StandardCharsets.UTF_8));
        Part document = new Part.Document(new Source.Inline("text/plain", data), Optional.of("a.txt"));
        assertThat(messages(Requests.user(document)))
                .isEqualTo("[{'role':'user','content':[{'type':'text','text':'a.txt:\\n\\ncontent'}]}]");
    }

    @Test
    void whatHasNoPlaceIsRefused() {
        assertRefused("by its URL", Requests.user(new Part.Document(new Source.Link("https://e"), Optional.empty())));
        assertRefused("audio/flac", Requests.user(new Part.Audio(new Source.Inline("audio/flac", "AA=="))));
        assertRefused(
                "base64", Requests.user(new Part.Document(new Source.Inline("text/plain", "?"), Optional.empty())));
        assertRefused("takes text", Requests.assistant(new Part.ToolCall("c", "patch", "x", true)));
        assertRefused(
                "must be text",
                new Turn(Role.SYSTEM, List.of(new Part.Image(new Source.Link("https://e"), Optional.empty()))));
    }

    @Test
    void callsAndResultsMustBelongTogether() {
        assertRefused("'c1' of the tool 'look' has no result", Requests.assistant(CALL));
        assertRefused("'c1' of the tool 'look' has no result", Requests.assistant(CALL), HI, HI);
        assertRefused("the call 'c1' does not follow", Requests.user(result(false)));
        assertRefused("same id 'c1'", Requests.assistant(CALL, CALL));
    }

    private void assertRefused(String message, Turn... turns) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> messages(turns));
        assertThat(refusal).as(message).isNotNull();
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal).hasMessageContaining(message);
    }

    private String messages(Turn... turns) {
        return Requests.messages(leftOut, turns).replace('"', '\'');
    }

    private static Part.ToolResult result(boolean failed, Part... content) {
        return new Part.ToolResult("c1", List.of(content), failed);
    }

    private static Part signature(String place) {
        return new Part.Reasoning("", Optional.of(new Opaque("chat-completions", place + ".thought_signature", "s")));
    }
}
