package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.http.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refused tool is named, with its place, whatever Copilot's words are. */
@Timeout(120)
final class HostedToolsTest {
    private static final String UNNAMED = "The requested tool is not supported.";
    private static final String THREE = "{\"tools\":[{\"type\":\"function\",\"name\":\"f\"},"
            + "{\"type\":\"web_search_preview\"},{\"type\":\"code_interpreter\"}]}";

    @TempDir
    Path home;

    @Test
    void refusedByResponses() throws Exception {
        ProviderException refused = refused(Dialect.RESPONSES, "gpt-5.4", """
                {"model":"gpt-5.4","input":"Hello","tools":[{"type":"custom","name":"c"},{"type":"web_search"}]}""");

        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refused.code()).contains("unsupported_value");
        assertThat(refused.parameter()).contains("tools[1].type");
        assertThat(refused.upstreamStatus()).hasValue(400);
        assertThat(refused.upstreamRequestId()).isPresent();
        assertThat(refused)
                .hasMessageContaining("\"The use of the web search tool is not supported.\"")
                .hasMessageContaining("'web_search' (tools[1].type)");
    }

    @Test
    void refusedByMessages() throws Exception {
        ProviderException refused = refused(Dialect.MESSAGES, "claude-sonnet-4.5", """
                {"model":"claude-sonnet-4.5","max_tokens":50,"messages":[{"role":"user","content":"Hello"}],
                "tools":[{"type":"web_search_20250305","name":"web_search","max_uses":3}]}""");

        assertThat(refused.parameter()).contains("tools[0].type");
        assertThat(refused).hasMessageContaining("'web_search_20250305' (tools[0].type)");
    }

    @Test
    void refusedWhileTokensAreCounted() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            Provider provider = gateway.start();
            gateway.simulator()
                    .faults()
                    .next(
                            "/v1/messages/count_tokens",
                            Fault.responding(CopilotRefusals.toolNotSupported("web_search_20250305")));
            byte[] body = bytes("{\"messages\":[],\"tools\":[{\"type\":\"web_search_20250305\"}]}");
            ProviderRequest request = ProviderRequest.builder(Dialect.MESSAGES, "claude-sonnet-4.5", body)
                    .deadlines(Deadlines.each(Duration.ofSeconds(30)))
                    .build();
            ProviderException refused =
                    catchThrowableOfType(ProviderException.class, () -> provider.countTokens(request));
            assertThat(refused.parameter()).contains("tools[0].type");
        }
    }

    @Test
    void allThatMayBeMeantAreNamed() {
        ProviderException named = HostedTools.name(refusal(UNNAMED), bytes(THREE));
        assertThat(named.parameter()).contains("tools");
        assertThat(named)
                .hasMessageContaining("'web_search_preview' (tools[1].type), 'code_interpreter' (tools[2].type)")
                .hasCauseInstanceOf(ProviderException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "The use of the web search tool is not supported., tools[1].type",
        "Unsupported tool type: 'web_search_preview', tools[1].type",
        "tools.2: Input should be 'function', tools[2].type",
        "code_interpreter needs a container, tools[2].type",
    })
    void theOneThatIsMeantIsNamed(String words, String field) {
        assertThat(HostedTools.name(refusal(words), bytes(THREE)).parameter()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tools.0.custom.eager_input_streaming: Extra inputs are not permitted",
                "tool_use ids were found without tool_result blocks immediately after",
                "input must not be empty",
                "Bad Request"
            })
    void whatIsAboutSomethingElseStaysAsItIs(String words) {
        ProviderException refusal = refusal(words);
        assertThat(HostedTools.name(refusal, bytes(THREE))).isSameAs(refusal);
    }

    @Test
    void otherFailuresStayAsTheyAre() {
        ProviderException busy = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, UNNAMED);
        assertThat(HostedTools.name(busy, bytes(THREE))).isSameAs(busy);
        ProviderException otherField = ProviderException.builder(ErrorKind.INVALID_REQUEST, UNNAMED)
                .parameter("model")
                .build();
        assertThat(HostedTools.name(otherField, bytes(THREE))).isSameAs(otherField);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"tools\":null}",
                "{\"tools\":[1,{},{\"type\":2},{\"type\":\"function\"}]}",
                "{\"tools\":[{\"type\":\"odd \\u0007 type\"}]}"
            })
    void requestsWithoutSuchToolsStayAsTheyAre(String body) {
        ProviderException refusal = refusal(UNNAMED);
        assertThat(HostedTools.name(refusal, bytes(body))).isSameAs(refusal);
    }

    private ProviderException refused(Dialect dialect, String model, String body) throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            gateway.start();
            return catchThrowableOfType(ProviderException.class, () -> gateway.send(dialect, model, body));
        }
    }

    private static ProviderException refusal(String words) {
        return new ProviderException(ErrorKind.INVALID_REQUEST, words);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
