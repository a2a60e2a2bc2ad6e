package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Conversation;
import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Format;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Source;
import dev.sluice.dialects.form.Thinking;
import dev.sluice.dialects.form.Thinking.Mode;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
    private static final String HELLO = "{\"role\":\"user\",\"content\":\"Hello\"}";
    private static final String TOOL = "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]";

    @Test
    void whatClaudeCodeSendsIsRead() {
        LeftOut leftOut = new LeftOut();
        Conversation read = read(
                leftOut,
                """
                {"role":"user","content":[{"type":"text","text":"Read a.txt","cache_control":{"type":"ephemeral"}}]},
                {"role":"assistant","content":[
                  {"type":"thinking","thinking":"Let me see","signature":"c2ln"},
                  {"type":"text","text":"Reading."},
                  {"type":"tool_use","id":"toolu_1","name":"Read","input":{"path":"a.txt"},"caller":{"type":"direct"}},
                  {"type":"tool_use","id":"toolu_2","name":"Read","input":{}}]},
                {"role":"user","content":[
                  {"type":"tool_result","tool_use_id":"toolu_1","content":"hi"},
                  {"type":"tool_result","tool_use_id":"toolu_2","is_error":true,"content":[
                    {"type":"text","text":"no"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBO"}}]},
                  {"type":"text","text":"Go on"}]}
                """,
                "\"system\":[{\"type\":\"text\",\"text\":\"You are\",\"cache_control\":{\"type\":\"ephemeral\"}}]",
                "\"tools\":[{\"name\":\"Read\",\"description\":\"Reads\",\"input_schema\":{\"type\":\"object\"}}]",
                "\"metadata\":{\"user_id\":\"u1\"}",
                "\"context_management\":{\"edits\":[]}",
                "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":50}",
                "\"stream\":true");
        assertThat(read.turns())
                .containsExactly(
                        new Turn(Role.SYSTEM, List.of(new Part.Text("You are"))),
                        new Turn(Role.USER, List.of(new Part.Text("Read a.txt"))),
                        new Turn(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Reasoning(
                                                "Let me see", Optional.of(new Opaque("messages", "", "c2ln"))),
                                        new Part.Text("Reading."),
                                        new Part.ToolCall("toolu_1", "Read", "{\"path\":\"a.txt\"}", false),
                                        new Part.ToolCall("toolu_2", "Read", "{}", false))),
                        new Turn(
                                Role.USER,
                                List.of(
                                        new Part.ToolResult("toolu_1", List.of(new Part.Text("hi")), false),
                                        new Part.ToolResult(
                                                "toolu_2",
                                                List.of(
                                                        new Part.Text("no"),
                                                        new Part.Image(
                                                                new Source.Inline("image/png", "iVBO"),
                                                                Optional.empty())),
                                                true),
                                        new Part.Text("Go on"))));
        assertThat(read.tools().tools()).singleElement().isInstanceOf(Tool.Function.class);
        assertThat(read.hints().endUser()).contains("u1");
        assertThat(read.thinking())
                .isEqualTo(new Thinking(Mode.ON, Optional.empty(), Optional.of(50L), Optional.empty()));
        assertThat(leftOut.names())
                .containsExactlyInAnyOrder(
                        "messages.content.cache_control", "system.cache_control", "context_management");
    }

    @Test
    void thoughtsOfOtherModelsComeHome() {
        Opaque other = new Opaque("responses", "rs_1", "gAAA");
        String signature = EncryptedReasoning.write(Dialect.MESSAGES, List.of(other));
        Conversation read = read(HELLO
                + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\""
                + signature + "\"},{\"type\":\"thinking\",\"thinking\":\"plain\",\"signature\":\"\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"EmwK\"},{\"type\":\"text\",\"text\":\"Hi\"}]}," + HELLO);
        assertThat(read.turns().get(1).parts())
                .containsExactly(
                        new Part.Reasoning("", Optional.of(other)),
                        new Part.Reasoning("plain", Optional.empty()),
                        new Part.Reasoning("", Optional.of(new Opaque("messages", "redacted_thinking", "EmwK"))),
                        new Part.Text("Hi"));
    }

    @Test
    void documentsThatAreTextStandBetweenTags() {
        Conversation read = read("""
                {"role":"user","content":[
                  {"type":"document","title":"A \\"b\\"","context":"c","source":
                    {"type":"text","media_type":"text/plain","data":"d"}},
                  {"type":"document","source":{"type":"content","content":[{"type":"text","text":"e"}]}},
                  {"type":"document","title":"P","context":"about P","source":{"type":"url","url":"https://x/p.pdf"}},
                  {"type":"search_result","source":"s","title":"t","content":[{"type":"text","text":"f"}]}]}
                """);
        assertThat(read.turns().getFirst().parts())
                .containsExactly(
                        new Part.Text("<document title=\"A &quot;b&quot;\" context=\"c\">\nd\n</document>"),
                        new Part.Text("<document>\n"),
                        new Part.Text("e"),
                        new Part.Text("</document>"),
                        new Part.Text("about P"),
                        new Part.Document(new Source.Link("https://x/p.pdf"), Optional.of("P")),
                        new Part.Text("<search_result source=\"s\" title=\"t\">\nf\n</search_result>"));
    }

    @Test
    void instructionsMayComeInBetween() {
        Conversation read = read(
                "{\"role\":\"system\",\"content\":\"gone\",\"clear_at\":\"next_user_message\"}," + HELLO
                        + ",{\"role\":\"system\",\"content\":\"Be brief\",\"clear_at\":\"next_user_message\"}",
                "\"system\":\"First\"");
        assertThat(read.turns()).extracting(Turn::role).containsExactly(Role.SYSTEM, Role.USER, Role.SYSTEM);
        assertThat(read.turns().getLast().parts()).containsExactly(new Part.Text("Be brief"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'auto'}|auto|",
                "{'type':'any','disable_parallel_tool_use':true}|any|false",
                "{'type':'tool','name':'f','disable_parallel_tool_use':false}|tool|true",
                "{'type':'none'}|none|",
            })
    void toolChoicesAreRead(String choice, String kind, @Nullable Boolean parallel) {
        Conversation read = read(HELLO, TOOL, "\"tool_choice\":" + choice.replace('\'', '"'));
        ToolChoice expected = switch (kind) {
            case "auto" -> new ToolChoice.Auto();
            case "any" -> new ToolChoice.Required();
            case "tool" -> new ToolChoice.Named("f");
            default -> new ToolChoice.None();
        };
        assertThat(read.tools().choice()).contains(expected);
        assertThat(read.tools().parallel()).isEqualTo(Optional.ofNullable(parallel));
    }

    @Test
    void formatIsReadFromBothPlaces() {
        String format = "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}";
        Format expected = read(HELLO, "\"output_format\":" + format).output().format();
        assertThat(expected)
                .isInstanceOfSatisfying(
                        Format.Schema.class,
                        schema -> assertThat(schema.strict()).contains(true));
        assertThat(read(HELLO, "\"output_config\":{\"format\":" + format + "}")
                        .output()
                        .format())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // What is wrong in the messages.
                "[]|messages",
                "[{'role':'user'}]|messages[0].content",
                "[{'role':'user','content':''}]|messages[0].content",
                "[{'role':'user','content':[]}]|messages[0].content",
                "[{'role':'user','content':1}]|messages[0].content",
                "[{'role':'tool','content':'x'}]|messages[0].role",
                "[{'content':'x'}]|messages[0].role",
                "['x']|messages[0]",
                "[{'role':'user','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]}]|messages[0].content[0].type",
                "[{'role':'user','content':[{'type':'tool_result','tool_use_id':'a'}]}]|messages[0].content[0].tool_use_id",
                "[{'role':'user','content':'x'},{'role':'assistant','content':'y'}]|messages[1].role",
                "[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]},{'role':'user','content':'y'}]|messages[1].content[0].id",
                "[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{}},{'type':'tool_use','id':'a','name':'f','input':{}}]},{'role':'user','content':'y'}]|messages[1].content[1].id",
                "[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':'s'}]},{'role':'user','content':'y'}]|messages[1].content[0].input",
                "[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]},{'role':'user','content':'y'},{'role':'assistant','content':'z'},{'role':'user','content':[{'type':'tool_result','tool_use_id':'a'}]}]|messages[1].content[0].id",
                "[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'a'},{'type':'tool_result','tool_use_id':'a'}]}]|messages[2].content[1].tool_use_id",
            })
    void wrongMessagesAreNamed(String messages, String parameter) {
        String request = "{'max_tokens':1,'messages':" + messages + "}";
        assertRefused(request, parameter);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'max_tokens':0|max_tokens",
                "'max_tokens':'1'|max_tokens",
                "'max_tokens':1.5|max_tokens",
                "'temperature':1.1|temperature",
                "'top_p':-1|top_p",
                "'top_k':-1|top_k",
                "'stop_sequences':['']|stop_sequences[0]",
                "'thinking':{'type':'enabled'}|thinking.budget_tokens",
                "'thinking':{'type':'often'}|thinking.type",
                "'output_config':{'effort':'huge'}|output_config.effort",
                "'tools':[{'name':'f'}]|tools[0].input_schema",
                "'tools':[{'name':'f','input_schema':{}},{'name':'f','input_schema':{}}]|tools[1].name",
                "'tools':[{'type':'bash_20250124','name':'bash'}]|tools[0].type",
                "'tools':[{'type':'web_search_20260318','name':'web_search'}]|tools[0].type",
                "'tool_choice':{'type':'any'}|tool_choice.type",
                "'tool_choice':{'type':'tool','name':'g'}|tool_choice.name",
                "'system':[{'type':'image'}]|system[0].type",
                "'system':5|system",
            })
    void wrongFieldsAreNamed(String field, String parameter) {
        String smallest = field.contains("max_tokens") ? "" : "'max_tokens':1,";
        assertRefused("{" + smallest + field + ",'messages':[{'role':'user','content':'x'}]}", parameter);
    }

    @Test
    void hostedToolsAreRefusedByName() {
        for (String type : List.of("web_search_20260318", "bash_20250124")) {
            ProviderException refusal = assertRefused(
                    "{'max_tokens':1,'messages':[{'role':'user','content':'x'}],'tools':[{'type':'" + type + "'}]}",
                    "tools[0].type");
            assertThat(refusal).hasMessageContaining("'" + type + "'");
        }
    }

    @Test
    void hostedBlocksAreRefusedByName() {
        for (String type : List.of(
                "server_tool_use",
                "web_search_tool_result",
                "web_fetch_tool_result",
                "code_execution_tool_result",
                "bash_code_execution_tool_result",
                "text_editor_code_execution_tool_result",
                "tool_search_tool_result",
                "mcp_tool_use",
                "mcp_tool_result",
                "container_upload",
                "compaction")) {
            ProviderException refusal = assertRefused(
                    "{'max_tokens':1,'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'"
                            + type + "'}]},{'role':'user','content':'y'}]}",
                    "messages[1].content[0].type");
            assertThat(refusal).hasMessageContaining("'" + type + "'");
        }
    }

    private static ProviderException assertRefused(String request, String parameter) {
        ProviderException refusal = catchThrowableOfType(
                ProviderException.class,
                () -> Messages.CODEC.readRequest(
                        JsonTree.node(Messages.json(request.replace('\'', '"'))), new LeftOut()));
        assertThat(refusal).as(request).isNotNull();
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal.parameter()).contains(parameter);
        assertThat(refusal).hasMessageContaining(parameter);
        return refusal;
    }
}
