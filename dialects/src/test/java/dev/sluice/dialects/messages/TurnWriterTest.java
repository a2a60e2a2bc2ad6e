package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.assertRefused;
import static dev.sluice.dialects.messages.Messages.json;
import static dev.sluice.dialects.messages.Messages.saying;
import static dev.sluice.dialects.messages.Messages.turn;
import static dev.sluice.dialects.messages.Messages.user;
import static dev.sluice.dialects.messages.Messages.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TurnWriterTest {
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
}
