package dev.sluice.dialects.messages;

import static dev.sluice.dialects.messages.Messages.assertRefused;
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
import dev.sluice.provider.Model;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RequestWriterTest {
    @Test
    void toolsAreWrittenWithoutFieldsThatAreUnknown() {
        Tool strict = new Tool.Function(
                "s", Optional.of("d"), JsonTree.node(JsonTree.object().build()), Optional.of(true));
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
        Output limited = Output.UNSET.withMaxTokens(Optional.of(7L));
        assertThat(maxTokens(with(asked, limited), model)).isEqualTo(7);
    }

    @Test
    void formatIsASchemaOrRefused() {
        JsonObject schema = json("{\"type\":\"object\"}");
        Format format =
                new Format.Schema(Optional.of("n"), Optional.of("about"), JsonTree.node(schema), Optional.empty());
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
        assertRefused(with(saying(user("x")), Output.UNSET.withStop(List.of("\n"))), "white space");
        assertRefused(with(saying(user("x")), Output.UNSET.withLogProbs(Optional.of(0))), "likely");
    }

    private static Conversation formatted(Format format) {
        return with(saying(user("x")), Output.UNSET.withFormat(format));
    }

    private static long maxTokens(Conversation conversation, Model model) {
        byte[] request = Messages.CODEC.writeRequest(conversation, new Target(model, true), new LeftOut());
        JsonObject json = JsonTree.object(request).orElseThrow();
        assertThat(json.getBoolean("stream")).isTrue();
        return json.getJsonNumber("max_tokens").longValue();
    }
}
