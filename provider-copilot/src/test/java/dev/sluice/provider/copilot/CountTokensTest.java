package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class CountTokensTest {
    private static final String COUNT = "/v1/messages/count_tokens";
    private static final String CLAUDE = "claude-sonnet-4.5";
    private static final String BODY = "{\"model\":\"claude-sonnet-4.5\",\"messages\":[{\"role\":\"user\","
            + "\"content\":\"How many tokens are these?\"}]}";

    @TempDir
    Path home;

    @Test
    void messagesAreCountedByCopilot() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            Provider provider = gateway.start();
            gateway.simulator()
                    .faults()
                    .next(COUNT, Fault.responding(Response.of(200, "application/json", "{\"input_tokens\":4711}")));
            assertThat(provider.countTokens(request(Dialect.MESSAGES))).hasValue(4711);
            assertThat(provider.countTokens(request(Dialect.MESSAGES)).orElse(0))
                    .as("what the simulator counts")
                    .isPositive();
            RecordedRequest sent = gateway.simulator().requests().last(COUNT).orElseThrow();
            assertThat(sent.header("anthropic-version")).contains("2023-06-01");
            assertThat(sent.header("anthropic-beta")).contains("extended-cache-ttl-2025-04-11");
            assertThat(sent.header("X-Initiator")).contains("agent");
            assertThat(sent.json().getString("model")).isEqualTo(CLAUDE);
            assertThat(gateway.simulator().requests().count("/v1/messages")).isZero();
        }
    }

    @Test
    void otherDialectsAreNot() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            Provider provider = gateway.start();
            assertThat(provider.countTokens(request(Dialect.CHAT_COMPLETIONS))).isEmpty();
            assertThat(provider.countTokens(request(Dialect.RESPONSES))).isEmpty();
            assertThat(gateway.simulator().requests().count(COUNT)).isZero();
        }
    }

    @Test
    void hostWithoutThePathCountsNothing() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            Provider provider = gateway.start();
            gateway.simulator().faults().always(COUNT, Fault.responding(CopilotRefusals.notFound()));
            assertThat(provider.countTokens(request(Dialect.MESSAGES))).isEmpty();
        }
    }

    @Test
    void failuresAreThoseOfAnyCall() throws Exception {
        try (TestGateway gateway = TestGateway.signedIn(home)) {
            Provider provider = gateway.start();
            gateway.simulator().faults().next(COUNT, Fault.responding(CopilotLimits.serverError(502)));
            assertThat(refusal(provider).kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            for (String nonsense : new String[] {"{}", "[]", "", "{\"input_tokens\":\"many\"}"}) {
                gateway.simulator()
                        .faults()
                        .next(COUNT, Fault.responding(Response.of(200, "application/json", nonsense)));
                assertThat(refusal(provider).kind()).as(nonsense).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
            }
        }
    }

    @Test
    void somebodyMustBeSignedIn() {
        try (TestGateway gateway = TestGateway.signedOut(home)) {
            ProviderException refused = refusal(gateway.start());
            assertThat(refused.kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
            assertThat(refused.code()).contains("copilot_sign_in_required");
        }
    }

    private static ProviderException refusal(Provider provider) {
        return catchThrowableOfType(ProviderException.class, () -> provider.countTokens(request(Dialect.MESSAGES)));
    }

    private static ProviderRequest request(Dialect dialect) {
        return ProviderRequest.builder(dialect, CLAUDE, BODY.getBytes(StandardCharsets.UTF_8))
                .headers(Headers.builder()
                        .set("anthropic-beta", "extended-cache-ttl-2025-04-11,token-counting-2024-11-01")
                        .build())
                .deadlines(Deadlines.each(Duration.ofSeconds(30)))
                .build();
    }
}
