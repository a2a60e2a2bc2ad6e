package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolSet;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class CustomToolsTest {
    private static final String TEXT = "*** Begin \"Patch\"\n\\ü 😀\t";

    @Test
    void requestWithoutCustomToolsNeedsNothing() {
        assertThat(CustomTools.of(asking(List.of(), List.of()))).isEmpty();
    }

    @Test
    void toolsAndTheirEarlierCallsBecomeFunctions() {
        Conversation changed = tools().asFunctions(conversation());
        Tool.Function tool = (Tool.Function) changed.tools().tools().getFirst();
        assertThat(tool.name()).isEqualTo("patch");
        assertThat(tool.description().orElseThrow()).contains("Changes files").contains("start: hunk+");
        assertThat(JsonTree.object(tool.parameters()).getJsonObject("properties"))
                .containsOnlyKeys("input");
        Part.ToolCall call = (Part.ToolCall) changed.turns().getFirst().parts().getFirst();
        assertThat(call.custom()).isFalse();
        assertThat(JsonTree.object(call.input()).orElseThrow().getString("input"))
                .isEqualTo(TEXT);
    }

    @Test
    void callsComeBackAsTextHoweverTheStreamIsCut() {
        String json = JsonTree.object().add("input", TEXT).build().toString();
        for (int cut = 1; cut < json.length(); cut++) {
            assertThat(streamed("patch", json.substring(0, cut), json.substring(cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(TEXT);
        }
        String escaped = "{ \"input\" : \"\\ud83d\\ude00\\n\" }";
        for (int cut = 1; cut < escaped.length(); cut++) {
            assertThat(streamed("patch", escaped.substring(0, cut), escaped.substring(cut)))
                    .as("cut at %d", cut)
                    .isEqualTo("😀\n");
        }
    }

    @Test
    void inputThatIsNotTheJsonAskedForIsGivenAsItIs() {
        assertThat(streamed("patch", "plain ", "text")).isEqualTo("plain text");
        assertThat(streamed("patch", "{\"other\":", "1}")).isEqualTo("{\"other\":1}");
    }

    @Test
    void callsOfFunctionsStayAsTheyAre() {
        assertThat(streamed("read", "{\"input\":", "\"x\"}")).isEqualTo("{\"input\":\"x\"}");
    }

    private static String streamed(String name, String... pieces) {
        StringBuilder input = new StringBuilder();
        List<Delta> others = new ArrayList<>();
        Consumer<Delta> calls = tools().asCustom(delta -> {
            if (delta instanceof Delta.CallInput more) {
                input.append(more.text());
            } else {
                others.add(delta);
            }
        });
        calls.accept(new Delta.CallBegin("1", name, false));
        for (String piece : pieces) {
            calls.accept(new Delta.CallInput(piece));
        }
        Delta end = new Delta.End(Stop.of(Stop.Reason.TOOL_CALLS));
        calls.accept(end);
        assertThat(others).containsExactly(new Delta.CallBegin("1", name, name.equals("patch")), end);
        return input.toString();
    }

    private static CustomTools tools() {
        return CustomTools.of(conversation()).orElseThrow();
    }

    private static Conversation conversation() {
        Tool patch = new Tool.Custom(
                "patch",
                Optional.of("Changes files"),
                JsonTree.object("{\"type\":\"grammar\",\"syntax\":\"lark\",\"definition\":\"start: hunk+\"}")
                        .map(JsonTree::node));
        Part call = new Part.ToolCall("1", "patch", TEXT, true);
        return asking(List.of(patch), List.of(new Turn(Role.ASSISTANT, List.of(call))));
    }

    private static Conversation asking(List<Tool> tools, List<Turn> turns) {
        return Conversation.of(turns).withTools(new ToolSet(tools, Optional.empty(), Optional.empty()));
    }
}
