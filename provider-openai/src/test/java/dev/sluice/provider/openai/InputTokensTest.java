package dev.sluice.provider.openai;

import static dev.sluice.provider.Dialect.CHAT_COMPLETIONS;
import static dev.sluice.provider.Dialect.RESPONSES;
import static dev.sluice.provider.openai.TestUpstream.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.testkit.http.Response;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InputTokensTest {
    private static final String COUNT = "POST /v1/responses/input_tokens";

    private final TestUpstream upstream = TestUpstream.of(new OpenAiFactory())
            .with("api-key", "secret")
            .with("headers", "OpenAI-Organization=org-1")
            .with("apis", "chat-completions, responses");
    private final Provider provider = upstream.provider();

    @AfterEach
    void close() {
        upstream.close();
    }

    private OptionalLong count(Dialect dialect) {
        return provider.countTokens(TestUpstream.request(dialect, "gpt", "{'model':'gpt','input':'Hi'}")
                .build());
    }

    @Test
    void asksTheUpstreamForTheCountOfAResponsesRequest() {
        upstream.answering(COUNT, "{'object':'response.input_tokens','input_tokens':7}");

        assertThat(count(RESPONSES)).hasValue(7);
        assertThat(upstream.last().json().getString("input")).isEqualTo("Hi");
        assertThat(upstream.last().header("authorization")).contains("Bearer secret");
        assertThat(upstream.last().header("openai-organization")).contains("org-1");
    }

    @Test
    void asksForNoCountOfAChat() {
        assertThat(count(CHAT_COMPLETIONS)).isEmpty();
        assertThat(upstream.requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void asksAnUpstreamThatHasNoCountOnce(int status) {
        upstream.answering(COUNT, Response.of(status, "text/plain", "no such path"));

        assertThat(count(RESPONSES)).isEmpty();
        assertThat(count(RESPONSES)).isEmpty();
        assertThat(upstream.requests()).isEqualTo(1);
    }

    @Test
    void tellsAModelThatIsNotThereFromAPathThatIsNot() {
        upstream.answering(
                COUNT,
                Response.of(
                        404, "application/json", json("{'error':{'message':'no model','code':'model_not_found'}}")));
        assertThat(failure().kind()).isEqualTo(ErrorKind.UNKNOWN_MODEL);

        upstream.answering(COUNT, "{'input_tokens':7}");
        assertThat(count(RESPONSES)).hasValue(7);
    }

    @Test
    void saysWhatIsWrongWithAnAnswerWithoutACount() {
        upstream.answering(COUNT, "{'object':'list'}");
        assertThat(failure()).hasMessageContaining("input_tokens");
    }

    private ProviderException failure() {
        return catchThrowableOfType(ProviderException.class, () -> count(RESPONSES));
    }
}
