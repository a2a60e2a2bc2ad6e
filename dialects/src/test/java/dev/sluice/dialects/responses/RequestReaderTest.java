package dev.sluice.dialects.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Tool;
import dev.sluice.dialects.form.ToolChoice;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestReaderTest {
    private static final String CALL =
            "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"{}\"}";
    private static final String RESULT = "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"ok\"}";

    private final LeftOut leftOut = new LeftOut();

    @Test
    void itemsInARowOfOneSideBecomeOneTurn() {
        String reasoning =
                "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"a\"},"
                        + "{\"type\":\"summary_text\",\"text\":\"b\"}],\"encrypted_content\":\"gAAA\"}";
        String custom = "{\"type\":\"custom_tool_call\",\"call_id\":\"c2\",\"name\":\"p\",\"input\":\"x\"}";
        String customResult = "{\"type\":\"custom_tool_call_output\",\"call_id\":\"c2\",\"output\":\"\"}";
        List<Turn> turns = read("{\"instructions\":\"I\",\"input\":[{\"role\":\"developer\",\"content\":\"D\"},"
                        + "{\"role\":\"user\",\"content\":\"U\"}," + reasoning
                        + ",{\"role\":\"assistant\",\"content\":\"A\"}," + CALL + "," + custom + "," + RESULT + ","
                        + customResult + ",{\"role\":\"user\",\"content\":\"V\"}]}")
                .turns();
        assertThat(turns)
                .containsExactly(
                        new Turn(Role.SYSTEM, List.of(new Part.Text("I"))),
                        new Turn(Role.DEVELOPER, List.of(new Part.Text("D"))),
                        new Turn(Role.USER, List.of(new Part.Text("U"))),
                        new Turn(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning(
                                                "a\n\nb", Optional.of(new Opaque("responses", "rs_1", "gAAA"))),
                                        new Part.Text("A"),
                                        new Part.ToolCall("c1", "f", "{}", false),
                                        new Part.ToolCall("c2", "p", "x", true))),
                        new Turn(
                                Role.USER,
                                List.of(
                                        new Part.ToolResult("c1", List.of(new Part.Text("ok")), false),
                                        new Part.ToolResult("c2", List.of(), false))),
                        new Turn(Role.USER, List.of(new Part.Text("V"))));
        assertThat(leftOut.names()).isEmpty();
    }

    @Test
    void severalThingsInOneEnvelopeAllComeBack() {
        List<Opaque> things = List.of(new Opaque("messages", "", "a"), new Opaque("gemini", "", "b"));
        String signed = EncryptedReasoning.write(Dialect.RESPONSES, things);
        List<Part> parts = read("{\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],"
                        + "\"encrypted_content\":\"" + signed + "\"},{\"role\":\"assistant\",\"content\":\"A\"}]}")
                .turns()
                .getFirst()
                .parts();
        assertThat(parts)
                .containsExactly(
                        new Part.Reasoning("", Optional.of(things.getFirst())),
                        new Part.Reasoning("", Optional.of(things.getLast())),
                        new Part.Text("A"));
    }

    @Test
    void filesAreReadFromLinksAndBytes() {
        List<Part> parts = read("{\"input\":[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"input_file\",\"filename\":\"a.txt\",\"file_data\":\"AAAA\"},"
                        + "{\"type\":\"input_file\",\"file_data\":\"AAAA\"},"
                        + "{\"type\":\"input_file\",\"file_data\":\"data:text/csv;charset=utf-8;base64,AAAA\"},"
                        + "{\"type\":\"input_image\",\"image_url\":\"https://e.org/a\",\"detail\":\"auto\"}]}]}")
                .turns()
                .getFirst()
                .parts();
        assertThat(parts)
                .containsExactly(
                        new Part.Document(new Source.Inline("text/plain", "AAAA"), Optional.of("a.txt")),
                        new Part.Document(new Source.Inline("application/pdf", "AAAA"), Optional.empty()),
                        new Part.Document(new Source.Inline("text/csv", "AAAA"), Optional.empty()),
                        new Part.Image(new Source.Link("https://e.org/a"), Optional.empty()));
    }

    @Test
    void namespacesBecomePartOfTheirToolsNames() {
        Conversation read = read("{\"tools\":[{\"type\":\"namespace\",\"name\":\"mcp\",\"description\":\"About.\","
                + "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"description\":\"F.\"},"
                + "{\"type\":\"custom\",\"name\":\"p\"}]}],"
                + "\"tool_choice\":{\"type\":\"function\",\"namespace\":\"mcp\",\"name\":\"f\"},"
                + "\"input\":[" + CALL.replace("\"name\"", "\"namespace\":\"mcp\",\"name\"") + "," + RESULT + "]}");
        assertThat(read.tools().tools()).extracting(Tool::name).containsExactly("mcp__f", "mcp__p");
        assertThat(read.tools().tools().getFirst().description()).contains("Tools of mcp: About.\n\nF.");
        assertThat(read.tools().tools().getLast().description()).isEmpty();
        assertThat(read.tools().choice()).contains(new ToolChoice.Named("mcp__f"));
        assertThat(read.turns().getFirst().parts()).containsExactly(new Part.ToolCall("c1", "mcp__f", "{}", false));
    }

    @Test
    void longNamesInNamespacesAreCutAndStayDifferent() {
        String namespace = "n".repeat(60);
        assertThat(Namespaces.flat(namespace, "first"))
                .hasSize(64)
                .startsWith("nnn")
                .isNotEqualTo(Namespaces.flat(namespace, "second"))
                .isEqualTo(Namespaces.flat(namespace, "first"));
    }

    @Test
    void effortNoneMeansNoThinking() {
        assertThat(read("{\"reasoning\":{\"effort\":\"none\"},\"input\":\"x\"}").thinking())
                .isEqualTo(new Thinking(Thinking.Mode.OFF, Optional.of("none"), Optional.empty(), Optional.empty()));
        assertThat(read("{\"reasoning\":{\"effort\":\"low\",\"summary\":\"detailed\"},\"input\":\"x\"}")
                        .thinking())
                .isEqualTo(new Thinking(Thinking.Mode.UNSET, Optional.of("low"), Optional.empty(), Optional.of(true)));
    }

    @Test
    void previousResponseIsRefusedWithTheCodeThatClientsKnow() {
        ProviderException refusal = refusal("{\"previous_response_id\":\"resp_1\"}");
        assertThat(refusal.code()).contains("previous_response_not_found");
        assertThat(refusal).hasMessageContaining("keeps no conversations").hasMessageContaining("whole input");
        assertThat(refusal("{\"input\":\"x\",\"conversation\":{\"id\":\"c\"}}").code())
                .contains("conversation_not_found");
    }

    @Test
    void errorsAreNamedWithTheirPlace() {
        assertBlamed("{}", "input");
        assertBlamed("{\"input\":5}", "input");
        assertBlamed("{\"input\":[5]}", "input[0]");
        assertBlamed("{\"input\":[{}]}", "input[0].type");
        assertBlamed("{\"input\":[{\"role\":\"user\"}]}", "input[0].content");
        assertBlamed("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"x\"}]}]}", "input[0].content[0].type");
        assertBlamed("{\"input\":[{\"role\":\"user\",\"content\":[]}]}", "input[0].content");
        assertBlamed("{\"input\":[" + CALL + "," + CALL + "," + RESULT + "]}", "input[1].call_id");
        assertBlamed("{\"input\":[" + CALL + "," + RESULT + "," + RESULT + "]}", "input[2].call_id");
        assertBlamed("{\"input\":[" + RESULT + "," + CALL + "]}", "input[0].call_id");
        assertBlamed("{\"input\":[" + CALL + "]}", "input[0].call_id");
        assertBlamed("{\"input\":\"x\",\"tools\":[{\"type\":\"web_search\"}]}", "tools[0].type");
        String twice = "{\"type\":\"function\",\"name\":\"f\"}";
        assertBlamed("{\"input\":\"x\",\"tools\":[" + twice + "," + twice + "]}", "tools[1].name");
    }

    @Test
    void refusalsSayWhatToDo() {
        assertThat(refusal("{\"input\":\"x\",\"tools\":[{\"type\":\"web_search\"}]}"))
                .hasMessageContaining("'web_search'")
                .hasMessageContaining("leave it out");
        assertThat(refusal("{\"input\":\"x\",\"tools\":[{\"type\":\"shell\"}]}"))
                .hasMessageContaining("'shell'")
                .hasMessageContaining("offer it as a function");
    }

    private void assertBlamed(String request, String parameter) {
        ProviderException refusal = refusal(request);
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal.parameter()).as(request).contains(parameter);
        assertThat(refusal).hasMessageContaining(parameter);
    }

    private ProviderException refusal(String request) {
        ProviderException refusal = catchThrowableOfType(ProviderException.class, () -> read(request));
        assertThat(refusal).as(request).isNotNull();
        return refusal;
    }

    private Conversation read(String request) {
        return new ResponsesCodec().readRequest(JsonTree.node(Samples.json(request)), leftOut);
    }
}
