package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.json;
import static dev.sluice.dialects.messages.Messages.saying;
import static dev.sluice.dialects.messages.Messages.tool;
import static dev.sluice.dialects.messages.Messages.turn;
import static dev.sluice.dialects.messages.Messages.user;
import static dev.sluice.dialects.messages.Messages.with;
import static dev.sluice.dialects.messages.Messages.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Output;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Target;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestWriterTest {
    private static final Part CALL_1 = new Part.ToolCall("a", "f", "{\"x\":1}", false);
    private static final Part CALL_2 = new Part.ToolCall("b", "g", "", false);
    private static final Part RESULT_1 = new Part.ToolResult("a", List.of(new Part.Text("1")), false);
    private static final Part RESULT_2 = new Part.ToolResult("b", List.of(), true);

    @Test
    void turnsOfOneRoleBecomeOneAndResultsComeFirst() {
        JsonObject request = written(saying(
                turn(Role.SYSTEM, new Part.Text("S")),
                turn(Role.DEVELOPER, new Part.Text("D")),
                user("one"),
                user("two"),
                turn(Role.ASSISTANT, CALL_1),
                turn(Role.ASSISTANT, CALL_2),
                turn(Role.SYSTEM, new Part.Text("later")),
                turn(Role.USER, new Part.Text("and"), RESULT_2),
                turn(Role.USER, RESULT_1)));
        assertThat(request.getJsonArray("system"))
                .hasToString("[{\"type\":\"text\",\"text\":\"S\"},{\"type\":\"text\",\"text\":\"D\"}]");
        assertThat(request.getJsonArray("messages")).isEqualTo(json("""
                                {"m":[
                                {"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},
                                {"role":"assistant","content":[
                                  {"type":"tool_use","id":"a","name":"f","input":{"x":1}},
                                  {"type":"tool_use","id":"b","name":"g","input":{}}]},
                                {"role":"user","content":[
                                  {"type":"tool_result","tool_use_id":"b","is_error":true},
                                  {"type":"tool_result","tool_use_id":"a","content":[{"type":"text","text":"1"}]},
                                  {"type":"text","text":"<system>\\nlater\\n</system>"},
                                  {"type":"text","text":"and"}]}]}
                                """).getJsonArray("m"));
    }

    @Test
    void blankWordsOfTheUsersAreNotPutIntoOthers() {
        String blank = "The user's last turn is blank";
        assertRefused(saying(user(" \n")), blank);
        assertRefused(saying(turn(Role.SYSTEM, new Part.Text("S")), user("")), blank);
        assertRefused(saying(user("x"), turn(Role.ASSISTANT, new Part.Text("y")), user(" ")), blank);
    }

    @Test
    void blankWordsBesideOthersAreLeftOut() {
        assertThat(written(saying(user("x"), user(" "))).getJsonArray("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]");
        Conversation called = saying(
                user("x"),
                turn(Role.ASSISTANT, CALL_1),
                turn(Role.USER, RESULT_1),
                turn(Role.USER, new Part.Text(" ")));
        assertThat(written(called).getJsonArray("messages")).hasSize(3);
    }

    @Test
    void whereOnlyInstructionsAreGivenTheUserBegins() {
        assertThat(written(saying(turn(Role.SYSTEM, new Part.Text("S")))).getJsonArray("messages"))
                .hasToString("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Begin.\"}]}]");
    }

    @Test
    void formerCallsWithoutToolsHaveToolsThatCanNotBeCalled() {
        JsonObject request = written(saying(user("x"), turn(Role.ASSISTANT, CALL_1), turn(Role.USER, RESULT_1)));
        assertThat(request.getJsonArray("tools").getJsonObject(0).getString("name"))
                .isEqualTo("f");
        assertThat(request.getJsonObject("tool_choice").getString("type")).isEqualTo("none");
    }

    @Test
    void callsAndResultsThatDoNotMatchAreRefused() {
        assertRefused(saying(user("x"), turn(Role.ASSISTANT, CALL_1), user("y")), "'a'");
        assertRefused(saying(turn(Role.USER, RESULT_1)), "'a'");
        assertRefused(saying(user("x"), turn(Role.ASSISTANT, CALL_1, CALL_1), turn(Role.USER, RESULT_1)), "Two calls");
        assertRefused(
                saying(user("x"), turn(Role.ASSISTANT, CALL_1), turn(Role.USER, RESULT_1, RESULT_1)), "two results");
        assertRefused(
                saying(
                        user("x"),
                        turn(Role.ASSISTANT, CALL_1),
                        turn(Role.USER, RESULT_1),
                        turn(Role.ASSISTANT, new Part.Text("z")),
                        turn(Role.USER, RESULT_1)),
                "'a'");
    }

    @Test
    void userSpeaksFirstAndLast() {
        JsonArray messages = written(saying(turn(Role.ASSISTANT, new Part.Text("Hi")), user("Hello")))
                .getJsonArray("messages");
        assertThat(messages).hasSize(3);
        assertThat(messages.getJsonObject(0).getString("role")).isEqualTo("user");
        assertThat(written(saying(turn(Role.SYSTEM, new Part.Text("S")))).getJsonArray("messages"))
                .hasSize(1);
        assertRefused(saying(user("x"), turn(Role.ASSISTANT, new Part.Text("y"))), "ends with");
    }

    @Test
    void onlyOwnThoughtsGoBack() {
        Part own = new Part.Reasoning("t", Optional.of(new Opaque("messages", "", "sig")));
        Part redacted = new Part.Reasoning("", Optional.of(new Opaque("messages", "redacted_thinking", "data")));
        Part foreign = new Part.Reasoning("f", Optional.of(new Opaque("responses", "rs_1", "enc")));
        Part unsigned = new Part.Reasoning("u", Optional.empty());
        LeftOut leftOut = new LeftOut();
        JsonArray messages = written(
                        saying(
                                user("x"),
                                turn(Role.ASSISTANT, own, redacted, foreign, unsigned, new Part.Text("y")),
                                user("z"),
                                turn(Role.ASSISTANT, foreign),
                                user("z"),
                                turn(Role.ASSISTANT, new Part.Text("y"), own),
                                user("z")),
                        leftOut)
                .getJsonArray("messages");
        assertThat(messages.getJsonObject(1).getJsonArray("content"))
                .hasToString("[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"sig\"},"
                        + "{\"type\":\"redacted_thinking\",\"data\":\"data\"},{\"type\":\"text\",\"text\":\"y\"}]");
        assertThat(messages.getJsonObject(2).getJsonArray("content")).hasSize(2);
        assertThat(messages.getJsonObject(3).getJsonArray("content"))
                .hasToString("[{\"type\":\"text\",\"text\":\"y\"}]");
        assertThat(leftOut.names()).containsExactly("reasoning");
    }

    @Test
    void idsAreMadeFitAlikeForCallAndResult() {
        for (String id : List.of("", "call.1|é", "x".repeat(65))) {
            JsonArray messages = written(saying(
                            user("x"),
                            turn(Role.ASSISTANT, new Part.ToolCall(id, "f", "{}", false)),
                            turn(Role.USER, new Part.ToolResult(id, List.of(), false))))
                    .getJsonArray("messages");
            String call = messages.getJsonObject(1)
                    .getJsonArray("content")
                    .getJsonObject(0)
                    .getString("id");
            assertThat(call).matches("[a-zA-Z0-9_-]{1,64}");
            assertThat(messages.getJsonObject(2)
                            .getJsonArray("content")
                            .getJsonObject(0)
                            .getString("tool_use_id"))
                    .isEqualTo(call);
        }
    }

    @Test
    void inputThatIsNotJsonIsToldAsSuch() {
        JsonObject request = written(saying(
                user("x"),
                turn(Role.ASSISTANT, new Part.ToolCall("a", "f", "{\"x\":", false)),
                turn(Role.USER, RESULT_1)));
        assertThat(request.getJsonArray("messages")
                        .getJsonObject(1)
                        .getJsonArray("content")
                        .getJsonObject(0)
                        .getJsonObject("input"))
                .isEqualTo(JsonTree.object().add("INVALID_JSON", "{\"x\":").build());
    }

    @Test
    void toolsAreWrittenWithoutFieldsThatAreUnknown() {
        Tool strict = new Tool.Function("s", Optional.of("d"), JsonTree.object().build(), Optional.of(true));
        ToolSet tools = new ToolSet(
                List.of(strict, tool("f")),
                Optional.of(new ToolChoice.Allowed(List.of("s"), false)),
                Optional.of(false));
        LeftOut leftOut = new LeftOut();
        JsonObject request = written(with(saying(user("x")), tools), leftOut, "tool_calls");
        assertThat(request.getJsonArray("tools"))
                .hasToString("[{\"name\":\"s\",\"description\":\"d\","
                        + "\"input_schema\":{\"type\":\"object\",\"properties\":{}}}]");
        assertThat(request.getJsonObject("tool_choice"))
                .hasToString("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
        assertThat(leftOut.names()).containsExactly("tools.strict");
        assertThat(written(with(saying(user("x")), tools), "structured_outputs")
                        .getJsonArray("tools")
                        .getJsonObject(0)
                        .getBoolean("strict"))
                .isTrue();
    }

    @Test
    void toolsThatCanNotBeToldAreRefused() {
        assertRefused(
                with(saying(user("x")), new ToolSet(List.of(tool("a.b")), Optional.empty(), Optional.empty())), "a.b");
        assertRefused(
                with(
                        saying(user("x")),
                        new ToolSet(List.of(), Optional.of(new ToolChoice.Required()), Optional.empty())),
                "there is none");
        assertRefused(
                with(
                        saying(user("x")),
                        new ToolSet(List.of(tool("f")), Optional.of(new ToolChoice.Named("g")), Optional.empty())),
                "'g'");
        assertRefused(
                with(
                        saying(user("x")),
                        new ToolSet(
                                List.of(tool("f")),
                                Optional.of(new ToolChoice.Allowed(List.of("f", "g"), true)),
                                Optional.empty())),
                "none of the tools");
    }

    @Test
    void mostTokensAreTheCallersOrTheModels() {
        Model model = Model.builder("c").outputTokens(32000).build();
        Conversation asked = saying(user("x"));
        assertThat(maxTokens(asked, model)).isEqualTo(32000);
        assertThat(maxTokens(asked, Model.builder("c").build())).isEqualTo(8192);
        Output limited = new Output(Optional.of(7L), List.of(), new Format.Text(), Optional.empty(), Optional.empty());
        assertThat(maxTokens(with(asked, limited), model)).isEqualTo(7);
    }

    @Test
    void formatIsASchemaOrRefused() {
        JsonObject schema = json("{\"type\":\"object\"}");
        Format format = new Format.Schema(Optional.of("n"), Optional.of("about"), schema, Optional.empty());
        LeftOut leftOut = new LeftOut();
        assertThat(written(formatted(format), leftOut).getJsonObject("output_config"))
                .hasToString("{\"format\":{\"type\":\"json_schema\","
                        + "\"schema\":{\"type\":\"object\",\"description\":\"about\"}}}");
        assertThat(leftOut.names()).containsExactly("format.name");
        assertThatThrownBy(() -> written(formatted(format), "vision")).hasMessageContaining("claude-sonnet-4.5");
        assertRefused(formatted(new Format.Json()), "JSON schema");
    }

    @Test
    void picturesAndDocumentsAreWritten() {
        JsonObject request = written(saying(turn(
                Role.USER,
                new Part.Image(new Source.Link("https://x/i.png"), Optional.of("low")),
                new Part.Image(new Source.Inline("image/png", "AAAA"), Optional.empty()),
                new Part.Document(new Source.Inline("application/pdf", "BBBB"), Optional.of("t")),
                new Part.Document(new Source.Inline("text/markdown", "aGk="), Optional.empty()))));
        assertThat(request.getJsonArray("messages").getJsonObject(0).getJsonArray("content"))
                .hasToString(
                        "[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x/i.png\"}},"
                                + "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}},"
                                + "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"BBBB\"},\"title\":\"t\"},"
                                + "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"hi\"}}]");
        assertRefused(saying(turn(Role.USER, new Part.Audio(new Source.Inline("audio/wav", "AA")))), "hear");
        assertRefused(
                saying(turn(Role.USER, new Part.Image(new Source.Inline("image/bmp", "AA"), Optional.empty()))),
                "image/bmp");
        assertRefused(
                saying(turn(Role.SYSTEM, new Part.Image(new Source.Link("https://x"), Optional.empty())), user("x")),
                "text only");
    }

    @Test
    void wishesThatCanNotBeKeptAreRefused() {
        assertRefused(
                with(
                        saying(user("x")),
                        new Output(
                                Optional.empty(),
                                List.of("\n"),
                                new Format.Text(),
                                Optional.empty(),
                                Optional.empty())),
                "white space");
        assertRefused(
                with(
                        saying(user("x")),
                        new Output(Optional.empty(), List.of(), new Format.Text(), Optional.empty(), Optional.of(0))),
                "likely");
    }

    private static Conversation formatted(Format format) {
        return with(
                saying(user("x")), new Output(Optional.empty(), List.of(), format, Optional.empty(), Optional.empty()));
    }

    private static long maxTokens(Conversation conversation, Model model) {
        byte[] request = Messages.CODEC.writeRequest(conversation, new Target(model, true), new LeftOut());
        JsonObject json = JsonTree.object(request).orElseThrow();
        assertThat(json.getBoolean("stream")).isTrue();
        return json.getJsonNumber("max_tokens").longValue();
    }

    private static void assertRefused(Conversation conversation, String why) {
        assertThatThrownBy(() -> written(conversation))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST))
                .hasMessageContaining(why);
    }
}
