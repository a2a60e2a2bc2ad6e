package dev.sluice.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GoogleProviderTest {
    private static final String BODY = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";

    private final SimulatedUpstream upstream = SimulatedUpstream.start(new GeminiUpstream());
    private final ProviderHarness harness = ProviderHarness.of(new GoogleFactory())
            .setting("base-url", upstream.uri() + "/v1beta/")
            .secret("GOOGLE_API_KEY", GeminiUpstream.KEY)
            .start();

    @AfterEach
    void stop() {
        harness.close();
        upstream.close();
    }

    @Test
    void listsAllPagesButForWhatNeitherTalksNorEmbeds() {
        List<Model> models = harness.provider().models();

        assertThat(models).extracting(Model::id).containsExactly("gemini-2.5-flash", "gemini-embedding-001");
        Model flash = models.getFirst();
        assertThat(flash.name()).isEqualTo("Gemini 2.5 Flash");
        assertThat(flash.owner()).isEqualTo("google");
        assertThat(flash.dialects()).containsExactly(Dialect.GEMINI);
        assertThat(flash.promptTokens()).hasValue(1_048_576);
        assertThat(flash.outputTokens()).hasValue(65_536);
        assertThat(flash.capabilities()).containsExactly("thinking");
        assertThat(models.getLast().dialects()).containsExactly(Dialect.EMBEDDINGS);
    }

    @Test
    void passesTheRequestAsItIsWithTheKeyInAHeaderAlone() {
        Reply.Complete reply =
                (Reply.Complete) harness.provider().send(request(BODY).build());

        RecordedRequest sent = upstream.requests().last(GeminiUpstream.CONTENT).orElseThrow();
        assertThat(sent.request().text()).isEqualTo(BODY);
        assertThat(sent.request().target()).doesNotContain(GeminiUpstream.KEY);
        assertThat(reply.usage()).contains(new TokenUsage(8, 8, 2, 3));
    }

    @Test
    void endsAStreamWhosePromptWasRefused() {
        streaming("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":8}}");
        try (Reply.Streaming reply = stream()) {
            assertThat(reply.events().next()).isNotNull();
            assertThat(reply.events().next()).isNull();
            assertThat(reply.events().usage()).contains(new TokenUsage(8, 0, 0, 0));
        }
    }

    @Test
    void tellsAnErrorInAStreamAsWhatItIs() {
        streaming("{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}");
        try (Reply.Streaming reply = stream()) {
            ProviderException failure = catchThrowableOfType(
                    ProviderException.class, () -> reply.events().next());
            assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(failure).hasMessageContaining("overloaded");
        }
    }

    @Test
    void knowsWhatGooglesErrorsMean() {
        assertThat(refusal(400, "INVALID_ARGUMENT", "API_KEY_INVALID").kind()).isEqualTo(ErrorKind.SIGN_IN_REQUIRED);
        assertThat(refusal(400, "INVALID_ARGUMENT", "").kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refusal(400, "FAILED_PRECONDITION", "").kind()).isEqualTo(ErrorKind.NOT_ENTITLED);
        assertThat(refusal(403, "PERMISSION_DENIED", "").kind()).isEqualTo(ErrorKind.NOT_ENTITLED);
        assertThat(refusal(429, "RESOURCE_EXHAUSTED", "").kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(refusal(503, "UNAVAILABLE", "").kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(refusal(504, "DEADLINE_EXCEEDED", "").kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
    }

    @Test
    void waitsAsLongAsTheDetailsOfALimitSay() {
        upstream.faults().always(GeminiUpstream.CONTENT, Fault.responding(Response.of(429, "application/json", """
                                {"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED","details":[
                                  {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""")));
        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(34));
    }

    @Test
    void hasTheUpstreamCountTokensAndEmbed() {
        assertThat(harness.provider().countTokens(request(BODY).build())).hasValue(8);
        assertThat(asked(GeminiUpstream.COUNT)).isEqualTo(BODY);
        String instructed = "{\"systemInstruction\":{}," + BODY.substring(1);
        assertThat(harness.provider().countTokens(request(instructed).build())).hasValue(8);
        assertThat(asked(GeminiUpstream.COUNT))
                .isEqualTo("{\"generateContentRequest\":{\"model\":\"models/" + GeminiUpstream.MODEL + "\","
                        + instructed.substring(1) + "}");

        String body = "{\"model\":\"gemini-embedding-001\",\"input\":[\"a\"]}";
        ProviderRequest embedding = ProviderRequest.builder(
                        Dialect.EMBEDDINGS, "gemini-embedding-001", body.getBytes(StandardCharsets.UTF_8))
                .build();
        assertThat(harness.provider().countTokens(embedding)).isEmpty();
        Reply.Complete reply = (Reply.Complete) harness.provider().send(embedding);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("\"embedding\":[0.1]");
        assertThat(asked(GeminiUpstream.EMBEDDINGS)).isEqualTo(body);
    }

    private String asked(String path) {
        return upstream.requests().last(path).orElseThrow().request().text();
    }

    private ProviderException refusal(int status, String name, String reason) {
        upstream.faults().clear();
        upstream.faults()
                .always(GeminiUpstream.CONTENT, Fault.responding(GeminiUpstream.error(status, name, "no", reason)));
        harness.changeSecret("GOOGLE_API_KEY", GeminiUpstream.KEY + status + name + reason);
        return failure();
    }

    private ProviderException failure() {
        return catchThrowableOfType(
                ProviderException.class,
                () -> harness.provider().send(request(BODY).build()));
    }

    private void streaming(String data) {
        upstream.faults()
                .always(GeminiUpstream.STREAM, Fault.responding(Response.events(List.of(GeminiUpstream.event(data)))));
    }

    private Reply.Streaming stream() {
        return (Reply.Streaming)
                harness.provider().send(request(BODY).streaming(true).build());
    }

    private static ProviderRequest.Builder request(String body) {
        return ProviderRequest.builder(Dialect.GEMINI, GeminiUpstream.MODEL, body.getBytes(StandardCharsets.UTF_8));
    }
}
