package dev.sluice.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnthropicProviderTest {
    private static final String BODY =
            "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAMED = BODY.replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\"");

    private final SimulatedUpstream upstream = SimulatedUpstream.start(new AnthropicUpstream());
    private final ProviderHarness harness = ProviderHarness.of(new AnthropicFactory())
            .setting("base-url", upstream.uri() + "/v1/")
            .secret("ANTHROPIC_API_KEY", AnthropicUpstream.KEY)
            .start();

    @AfterEach
    void stop() {
        harness.close();
        upstream.close();
    }

    @Test
    void listsAllPagesWithWhatTheySay() {
        List<Model> models = harness.provider().models();

        assertThat(models).extracting(Model::id).containsExactly("claude-sonnet-4-5", "claude-haiku-4-5");
        Model sonnet = models.getFirst();
        assertThat(sonnet.name()).isEqualTo("Claude Sonnet 4.5");
        assertThat(sonnet.owner()).isEqualTo("anthropic");
        assertThat(sonnet.dialects()).containsExactly(Dialect.MESSAGES);
        assertThat(sonnet.contextTokens()).hasValue(200_000);
        assertThat(sonnet.outputTokens()).hasValue(64_000);
        assertThat(sonnet.capabilities()).containsExactly("image_input");
        assertThat(sonnet.created()).contains(Instant.parse("2025-09-29T00:00:00Z"));
    }

    @Test
    void passesTheRequestAsItIsWithVersionAndBetasOfTheCaller() {
        Reply reply = harness.provider()
                .send(request(BODY)
                        .headers(Headers.of("anthropic-version", "2026-10-21", "anthropic-beta", "a-1,b-2"))
                        .build());

        RecordedRequest sent = upstream.requests().last("/v1/messages").orElseThrow();
        assertThat(sent.request().text()).isEqualTo(BODY);
        assertThat(sent.header("anthropic-version")).contains("2026-10-21");
        assertThat(sent.header("anthropic-beta")).contains("a-1,b-2");
        assertThat(sent.header("authorization")).isEmpty();
        assertThat(((Reply.Complete) reply).usage()).contains(new TokenUsage(15, 5, 2, 0));
        assertThat(reply.headers().first("anthropic-ratelimit-requests-remaining"))
                .contains("49");
        assertThat(reply.headers().first("x-upstream-request-id")).contains("req_synthetic");
    }

    @Test
    void countsWhatAStreamCostFromItsStartAndItsEnd() {
        try (Reply.Streaming reply = stream()) {
            while (reply.events().next() != null) {
                // To its end.
            }
            assertThat(reply.events().usage()).contains(new TokenUsage(15, 7, 2, 0));
        }
    }

    @Test
    void tellsAnErrorInAStreamAsWhatItIs() {
        upstream.faults()
                .always(
                        "/v1/messages",
                        Fault.responding(Response.events(List.of(
                                AnthropicUpstream.event("message_start", ",\"message\":{}"),
                                AnthropicUpstream.event(
                                        "error",
                                        ",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}")))));
        try (Reply.Streaming reply = stream()) {
            EventStream events = reply.events();
            assertThat(events.next()).isNotNull();
            ProviderException failure = catchThrowableOfType(ProviderException.class, events::next);
            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(failure).hasMessageContaining("Overloaded");
        }
    }

    @Test
    void knowsWhatAnthropicsErrorsMean() {
        assertThat(refusal(529, "overloaded_error")).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(refusal(429, "rate_limit_error")).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(refusal(403, "permission_error")).isEqualTo(ErrorKind.NOT_ENTITLED);
        assertThat(refusal(400, "invalid_request_error")).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal(402, "billing_error")).isEqualTo(ErrorKind.QUOTA_EXHAUSTED);
        assertThat(refusal(504, "timeout_error")).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
    }

    @Test
    void hasTheUpstreamCountTokens() {
        assertThat(harness.provider().countTokens(request(BODY).build())).hasValue(14);
        assertThat(upstream.requests()
                        .last("/v1/messages/count_tokens")
                        .orElseThrow()
                        .request()
                        .text())
                .isEqualTo(BODY);
    }

    @Test
    void goesOnWithAKeyThatWasChangedMeanwhile() {
        harness.changeSecret("ANTHROPIC_API_KEY", "wrong");
        ProviderException refused = catchThrowableOfType(
                ProviderException.class, () -> harness.provider().models());
        assertThat(refused.kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
        assertThat(harness.provider().readinessProblem()).isPresent();

        harness.changeSecret("ANTHROPIC_API_KEY", AnthropicUpstream.KEY);
        assertThat(harness.provider().readinessProblem()).isEmpty();
        assertThat(harness.provider().models()).isNotEmpty();
    }

    private ErrorKind refusal(int status, String type) {
        upstream.faults().clear();
        upstream.faults().always("/v1/messages", Fault.responding(AnthropicUpstream.error(status, type, "no")));
        return catchThrowableOfType(
                        ProviderException.class,
                        () -> harness.provider().send(request(BODY).build()))
                .kind();
    }

    private Reply.Streaming stream() {
        return (Reply.Streaming)
                harness.provider().send(request(STREAMED).streaming(true).build());
    }

    private static ProviderRequest.Builder request(String body) {
        return ProviderRequest.builder(
                Dialect.MESSAGES, AnthropicUpstream.MODEL, body.getBytes(StandardCharsets.UTF_8));
    }
}
