package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.http.ErrorTypes;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Fallback to the next candidate when one fails. */
final class FallbackTest {
    private static final String ANSWER = "{\"id\":\"1\",\"object\":\"chat.completion\",\"choices\":[]}";

    private final RunningApi api = RunningApi.with()
            .routing("models: {smart: [fake-gpt-4o, other-gpt-4o]}")
            .start();

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"INVALID_REQUEST", "CONTENT_FILTERED", "CANCELLED"})
    void callsTheNextModelAfterAFailureThatIsNotTheClients(ErrorKind kind) {
        api.provider.fails(kind, "no");
        api.other.answer = request -> FakeProvider.json(ANSWER);

        HttpResponse<String> response = chat("smart");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"model\":\"smart\",");
        assertThat(api.other.lastBody()).contains("\"model\":\"gpt-4o\"");
        assertThat(api.logLine())
                .contains("provider=other", "attempts=2", "tried=fake-gpt-4o:" + ErrorTypes.of(kind) + ":")
                .contains("other-gpt-4o:ok:");
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID_REQUEST", "CONTENT_FILTERED"})
    void reportsClientErrorsAtOnce(ErrorKind kind) {
        api.provider.fails(kind, "that is wrong");

        assertThat(chat("smart").statusCode()).isEqualTo(400);
        assertThat(api.other.requests).isEmpty();
    }

    @Test
    void callsAModelWithALargerContextWhenTheConversationIsTooLong() {
        api.provider.fails(ProviderException.builder(ErrorKind.INVALID_REQUEST, "too long")
                .code("context_length_exceeded")
                .upstreamStatus(400)
                .build());
        assertThat(chat("smart").body()).contains("context_length_exceeded");
        assertThat(api.other.requests).isEmpty();

        try (RunningApi roomy = RunningApi.with()
                .routing("models: {smart: [fake-gpt-4o, other-gpt-4o, other-large]}")
                .start()) {
            roomy.other.models = List.of(
                    FakeProvider.CHAT,
                    Model.builder("large").contextTokens(1_000_000).build());
            roomy.provider.answer = api.provider.answer;
            HttpResponse<String> response = roomy.post(RunningApi.CHAT, request("smart", ""));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(roomy.other.lastRequest().model()).isEqualTo("large");
            assertThat(roomy.other.requests).isEmpty();
        }
    }

    @Test
    void callsTheNextModelWhenAStreamBreaksBeforeItsFirstEvent() {
        api.provider.answer = request -> new FakeStream()
                .fail(ErrorKind.UPSTREAM_UNAVAILABLE, "broke off")
                .reply();
        api.other.answer = request -> FakeStream.of("{\"n\":1}").end().reply();

        HttpResponse<String> response = stream("smart");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("{\"model\":\"smart\",\"n\":1}", "[DONE]");
    }

    @Test
    void callsTheNextModelAfterAStreamWithoutEvents() {
        api.provider.answer = request -> new FakeStream().end().reply();
        api.other.answer = request -> FakeStream.of("{\"n\":1}").end().reply();

        assertThat(stream("smart").body()).contains("\"n\":1", "[DONE]");
        assertThat(api.logLine()).contains("provider=other", "fake-gpt-4o:upstream_protocol:");
    }

    @Test
    void doesNotFallBackOnceAReplyHasStarted() {
        api.provider.answer = request -> FakeStream.of("{\"n\":1}")
                .fail(ErrorKind.UPSTREAM_UNAVAILABLE, "broke off")
                .reply();

        // The connection is cut, as for any broken stream.
        assertThatThrownBy(() -> stream("smart")).hasMessageContaining("no whole answer");
        assertThat(api.logLine()).contains("ending=upstream_error");
        assertThat(api.other.requests).isEmpty();
    }

    @Test
    void forwardsNoHeadersOfAFailedCandidate() {
        api.provider.answer = request -> new Reply.Streaming(
                Headers.builder().set("x-ratelimit-remaining", "of the first").build(),
                new FakeStream().fail(ErrorKind.UPSTREAM_UNAVAILABLE, "broke off"));
        api.other.answer = request -> new Reply.Streaming(
                Headers.builder().set("x-ratelimit-limit", "of the second").build(),
                FakeStream.of("{}").end());

        HttpResponse<String> response = stream("smart");

        assertThat(response.headers().map()).doesNotContainKey("x-ratelimit-remaining");
        assertThat(response.headers().firstValue("x-ratelimit-limit")).hasValue("of the second");
    }

    @Test
    void callsTheNextModelAfterAReplyThatIsNoJson() {
        for (String lie : List.of("{\"id\":", "<html>Sign in</html>", "")) {
            api.provider.answer = request -> FakeProvider.json(lie);
            api.other.answer = request -> FakeProvider.json(ANSWER);

            assertThat(chat("smart").statusCode()).isEqualTo(200);
            assertThat(api.logLine()).contains("provider=other", "fake-gpt-4o:upstream_protocol:");
            assertThat(chat("other-gpt-4o").statusCode()).isEqualTo(200);
            assertThat(api.logLine()).contains("provider=other");
        }
        assertThat(chat("fake-publisher/model").statusCode()).isEqualTo(502);
    }

    @Test
    void reportsTheFirstFailureAndNamesTheOthersWhenAllFail() {
        api.provider.fails(ProviderException.builder(ErrorKind.RATE_LIMITED, "Slow down.")
                .retryAfter(Duration.ofSeconds(7))
                .build());
        api.other.fails(ErrorKind.SIGN_IN_REQUIRED, "Who are you?");

        HttpResponse<String> response = chat("smart");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).hasValue("7");
        assertThat(response.body())
                .contains("Slow down. No other model answered: fake-gpt-4o (rate_limited), other-gpt-4o"
                        + " (sign_in_required).");
        assertThat(api.metrics())
                .contains("sluice_fallbacks_total{provider=\"fake\",reason=\"rate_limited\"")
                .contains("sluice_fallbacks_total{provider=\"other\",reason=\"sign_in_required\"");
    }

    @Test
    void translatesTheRequestPerCandidateAndReportsTheOmittedFields() {
        api.other.models = List.of(
                Model.builder("gpt-4o").dialects(List.of(Dialect.MESSAGES)).build());
        api.provider.fails(ErrorKind.QUOTA_EXHAUSTED, "used up");
        api.other.answer = request -> FakeProvider.json("""
                {"id":"msg_1","type":"message","role":"assistant","model":"m","stop_reason":"end_turn",
                "content":[{"type":"text","text":"Hello."}],"usage":{"input_tokens":1,"output_tokens":2}}""");

        HttpResponse<String> response =
                api.post(RunningApi.CHAT, request("smart", ",\"seed\":7"), "x-sluice-explain", "1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"content\":\"Hello.\"", "\"model\":\"smart\"");
        assertThat(response.headers().firstValue("x-sluice-left-out")).hasValue("seed");
        assertThat(response.headers().firstValue("x-sluice-explain"))
                .hasValueSatisfying(text -> assertThat(text)
                        .matches("model=other-gpt-4o; provider=other; dialect=messages;"
                                + " tried=fake-gpt-4o:quota_exhausted:\\d+ms,other-gpt-4o:ok:\\d+ms"));
        assertThat(new String(api.provider.lastRequest().body(), StandardCharsets.UTF_8))
                .contains("\"seed\":7");
    }

    @Test
    void explainsRepliesAndErrorsOnlyOnRequest() {
        assertThat(api.post(RunningApi.CHAT, request("fake-gpt-4o", ""), "x-sluice-explain", "1")
                        .headers()
                        .firstValue("x-sluice-explain"))
                .hasValueSatisfying(text -> assertThat(text)
                        .matches("model=fake-gpt-4o; provider=fake; dialect=chat-completions;"
                                + " tried=fake-gpt-4o:ok:\\d+ms"));
        assertThat(chat("smart").headers().map()).doesNotContainKey("x-sluice-explain");

        api.provider.fails(ErrorKind.INVALID_REQUEST, "no");
        assertThat(api.post(RunningApi.CHAT, request("smart", ""), "x-sluice-explain", "1")
                        .headers()
                        .firstValue("x-sluice-explain"))
                .hasValueSatisfying(text -> assertThat(text).matches("tried=fake-gpt-4o:invalid_request:\\d+ms"));
    }

    private HttpResponse<String> chat(String model) {
        return api.post(RunningApi.CHAT, request(model, ""));
    }

    private HttpResponse<String> stream(String model) {
        return api.post(RunningApi.CHAT, request(model, ",\"stream\":true"));
    }

    private static String request(String model, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
    }
}
