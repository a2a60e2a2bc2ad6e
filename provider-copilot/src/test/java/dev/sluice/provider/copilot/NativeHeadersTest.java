package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.testkit.http.RecordedRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Responses and Messages requests say of themselves in headers. */
final class NativeHeadersTest {
    private static final String PIXEL =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E" + "rkJggg==";

    @TempDir
    private Path home;

    @Test
    void responsesSayWhoAsksAndWhetherThereAreImages() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();

            RecordedRequest user = sent(gateway, "/responses", Dialect.RESPONSES, "gpt-5.4", """
                    {"model":"gpt-5.4","input":[{"role":"user","content":[{"type":"input_text","text":"What is it?"},
                    {"type":"input_image","image_url":"data:image/png;base64,%s"}]}]}""".formatted(PIXEL));
            assertThat(user.header("X-Initiator")).contains("user");
            assertThat(user.header("Copilot-Vision-Request")).contains("true");

            RecordedRequest agent = sent(gateway, "/responses", Dialect.RESPONSES, "gpt-5.4", """
                    {"model":"gpt-5.4","input":[{"role":"user","content":"Look"},
                    {"type":"function_call","call_id":"1","name":"look","arguments":"{}"},
                    {"type":"function_call_output","call_id":"1","output":"seen"}]}""");
            assertThat(agent.header("X-Initiator")).contains("agent");
            assertThat(agent.header("Copilot-Vision-Request")).isEmpty();
            assertThat(agent.header("X-Request-Id")).isPresent().isNotEqualTo(user.header("X-Request-Id"));
        }
    }

    @Test
    void messagesSayWhoAsksAndWhetherThereAreImages() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            String model = "claude-sonnet-4.5";

            RecordedRequest user = sent(gateway, "/v1/messages", Dialect.MESSAGES, model, """
                    {"model":"claude-sonnet-4.5","max_tokens":50,"messages":[{"role":"user","content":[
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"%s"}},
                    {"type":"text","text":"What is it?"}]}]}""".formatted(PIXEL));
            assertThat(user.header("X-Initiator")).contains("user");
            assertThat(user.header("Copilot-Vision-Request")).contains("true");

            RecordedRequest agent = sent(gateway, "/v1/messages", Dialect.MESSAGES, model, """
                    {"model":"claude-sonnet-4.5","max_tokens":50,"messages":[{"role":"user","content":"Look"},
                    {"role":"assistant","content":[{"type":"tool_use","id":"1","name":"look","input":{}}]},
                    {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"seen"}]}]}""");
            assertThat(agent.header("X-Initiator")).contains("agent");
            assertThat(agent.header("Copilot-Vision-Request")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses", "messages"})
    void whatIsNoObjectIsTheCallersError(String dialect) throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            ProviderException refused = catchThrowableOfType(
                    ProviderException.class, () -> gateway.send(new Dialect(dialect), "claude-sonnet-4.5", "{"));
            assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        }
    }

    private static RecordedRequest sent(TestGateway gateway, String path, Dialect dialect, String model, String body) {
        try (Reply reply = gateway.send(dialect, model, body)) {
            assertThat(reply).isInstanceOf(Reply.Complete.class);
        }
        return gateway.simulator().requests().last(path).orElseThrow();
    }
}
