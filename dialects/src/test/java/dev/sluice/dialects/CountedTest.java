package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class CountedTest {
    private static final Bridges BRIDGES = Bridges.all(InstantSource.system());

    @Test
    void holdsAllThatIsRead() {
        assertThat(counted(Dialect.RESPONSES, Dialect.MESSAGES, """
                {"input":[{"role":"user","content":"Hi"},
                 {"type":"custom_tool_call","call_id":"c1","name":"patch","input":"x"},
                 {"type":"custom_tool_call_output","call_id":"c1","output":"done"}],
                 "tools":[{"type":"custom","name":"patch","description":"Changes a file"}],
                 "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"}}}}"""))
                .contains("\"input_schema\"", "\"tool_use\"", "\"tool_result\"", "\"output_config\"");
    }

    @Test
    void holdsNothingThatOnlyAnAnswerNeeds() {
        String wishes = ",\"max_output_tokens\":77,\"temperature\":0.5,\"top_p\":0.9,\"stream\":true,\"user\":\"me\","
                + "\"prompt_cache_key\":\"k\",\"text\":{\"verbosity\":\"low\"}}";
        assertThat(counted(Dialect.RESPONSES, Dialect.MESSAGES, "{\"input\":\"Hi\"" + wishes))
                .isEqualTo(counted(Dialect.RESPONSES, Dialect.MESSAGES, "{\"input\":\"Hi\"}"))
                .doesNotContain("max_tokens");
        assertThat(counted(Dialect.RESPONSES, Dialect.GEMINI, "{\"input\":\"Hi\"" + wishes))
                .isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}");
        assertThat(counted(
                        Dialect.MESSAGES,
                        Dialect.RESPONSES,
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":7,\"stream\":true}"))
                .isEqualTo("{\"model\":\"m\",\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":"
                        + "[{\"type\":\"input_text\",\"text\":\"Hi\"}]}]}");
    }

    @Test
    void wishesForAnAnswerKeepNothingFromBeingCounted() {
        String likely =
                "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":{\"responseLogprobs\":true,"
                        + "\"stopSequences\":[\" \"]}}";
        assertThat(counted(Dialect.GEMINI, Dialect.MESSAGES, likely)).contains("Hi");
    }

    @Test
    void whatIsWrongIsRefusedByItsName() {
        ProviderException refusal = catchThrowableOfType(
                ProviderException.class, () -> counted(Dialect.MESSAGES, Dialect.GEMINI, "{\"messages\":7}"));
        assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal.parameter()).contains("messages");
    }

    private static String counted(Dialect caller, Dialect target, String body) {
        return new String(
                BRIDGES.count(
                        caller,
                        JsonDocument.parse(body.getBytes(StandardCharsets.UTF_8)),
                        target,
                        Model.builder("m").build()),
                StandardCharsets.UTF_8);
    }
}
