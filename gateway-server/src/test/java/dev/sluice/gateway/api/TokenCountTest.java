package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TokenCountTest {
    private static final String MESSAGES = "/v1/messages/count_tokens";
    private static final String HELLO =
            "{\"model\":\"fake-counted\", \"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final String RESPONSES = "/v1/responses/input_tokens";
    private static final String GEMINI = "/v1beta/models/fake-counted:countTokens";
    private static final String EXPLAIN = "x-sluice-explain";
    private static final String CONTENTS = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

    private final RunningApi api = RunningApi.start();

    @BeforeEach
    void offerAModel() {
        speaking(Dialect.MESSAGES);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({MESSAGES, "/messages/count_tokens", MESSAGES + "?beta=true"})
    void providersCountRequestsInTheirDialect(String path) {
        api.provider.counted = request -> OptionalLong.of(4711);

        HttpResponse<String> response = api.post(path, HELLO, "anthropic-beta", "b", "authorization", "Bearer secret");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"input_tokens\":4711}");
        ProviderRequest asked = api.provider.lastRequest();
        assertThat(asked.dialect()).isEqualTo(Dialect.MESSAGES);
        assertThat(asked.model()).isEqualTo("counted");
        assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo(HELLO.replace("fake-", ""));
        assertThat(asked.headers().first("anthropic-beta")).contains("b");
        assertThat(asked.headers().first("authorization")).isEmpty();
    }

    @Test
    void unsupportedCountsAreEstimated() {
        assertThat(api.post(MESSAGES, HELLO).body()).isEqualTo("{\"input_tokens\":8}");
        assertThat(api.provider.lastRequest().model()).isEqualTo("counted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                MESSAGES + " | " + HELLO + " | {\"input_tokens\":8}",
                RESPONSES + " | {\"model\":\"fake-counted\",\"input\":\"Hello\"}"
                        + " | {\"object\":\"response.input_tokens\",\"input_tokens\":8}",
                "/responses/input_tokens | {\"model\":\"fake-counted\",\"input\":\"Hello\"}"
                        + " | {\"object\":\"response.input_tokens\",\"input_tokens\":8}",
                GEMINI + " | " + CONTENTS + " | {\"totalTokens\":8}",
                "/v1/models/fake-counted:countTokens | {\"generateContentRequest\":" + CONTENTS
                        + "} | {\"totalTokens\":8}",
            })
    void everyCountingApiReturnsAnEstimate(String path, String body, String reply) {
        speaking(Dialect.CHAT_COMPLETIONS);

        assertThat(api.post(path, body).body()).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                RESPONSES + " | {\"model\":\"fake-counted\",\"instructions\":\"Be brief\",\"input\":\"Hello\","
                        + "\"max_output_tokens\":9,\"temperature\":1,\"prompt_cache_key\":\"k\"} | messages"
                        + " | {\"model\":\"counted\",\"system\":[{\"type\":\"text\",\"text\":\"Be brief\"}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}]}",
                GEMINI + " | {\"generateContentRequest\":{\"model\":\"models/m\",\"contents\":[{\"parts\":[{\"text\":"
                        + "\"Hello\"}]}],\"generationConfig\":{\"maxOutputTokens\":9,\"stopSequences\":[\"x\"]}}}"
                        + " | messages | {\"model\":\"counted\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}]}",
                MESSAGES + " | " + HELLO
                        + " | gemini | {\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}",
            })
    void providersCountTranslatedRequests(String path, String body, String dialect, String asked) {
        speaking(new Dialect(dialect));
        api.provider.counted = request -> OptionalLong.of(4711);

        assertThat(api.post(path, body).body()).contains("4711");
        ProviderRequest request = api.provider.lastRequest();
        assertThat(request.dialect()).isEqualTo(new Dialect(dialect));
        assertThat(request.deadlines().firstByte()).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(new String(request.body(), StandardCharsets.UTF_8)).isEqualTo(asked);
        assertThat(api.provider.requests).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"INVALID_REQUEST", "SIGN_IN_REQUIRED", "RATE_LIMITED", "UPSTREAM_TIMEOUT", "UPSTREAM_PROTOCOL"})
    void failedCountsOfTranslatedRequestsAreEstimated(ErrorKind failure) {
        speaking(Dialect.GEMINI);
        api.provider.counted = request -> {
            throw new ProviderException(failure, "synthetic");
        };

        HttpResponse<String> answer = api.post(MESSAGES, HELLO, EXPLAIN, "1");

        assertThat(answer.body()).isEqualTo("{\"input_tokens\":8}");
        assertThat(answer.headers().firstValue(EXPLAIN).orElse(""))
                .matches("model=fake-counted; provider=fake; dialect=gemini; tried=fake-counted:"
                        + failure.name().toLowerCase(Locale.ROOT) + ":\\d+ms,fake-counted:estimated:\\d+ms");
        assertThat(api.provider.requests).as("it is asked once").hasSize(1);
    }

    @Test
    void untranslatableRequestsAreEstimated() {
        api.provider.counted = request -> OptionalLong.of(4711);
        String bitmap = "{\"model\":\"fake-counted\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":"
                + "\"input_image\",\"image_url\":\"data:image/bmp;base64,AAAA\",\"detail\":\"low\"}]}]}";

        assertThat(api.post(RESPONSES, bitmap).body())
                .isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":92}");
        assertThat(api.provider.requests).isEmpty();
    }

    @Test
    void foreignReasoningSignaturesAreNotCounted() {
        api.provider.counted = request -> OptionalLong.of(4711);
        String thought = "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":"
                + "\"sluice1.eyJvIjpbWyJyZXNwb25zZXMiLCIiLCJzZWFsZWQiXV19\"}";
        String signed = HELLO.replace(
                "\"Hello\"}",
                "\"Hello\"},{\"role\":\"assistant\",\"content\":[" + thought
                        + ",{\"type\":\"text\",\"text\":\"Hi\"}]}");

        assertThat(api.post(MESSAGES, signed).body()).contains("4711");
        assertThat(api.provider.lastBody()).contains("Hi").doesNotContain("sluice1", "Hm");
    }

    @Test
    void concurrentRequestsAreAllCounted() throws Exception {
        speaking(Dialect.GEMINI);
        api.provider.counted = request -> OptionalLong.of(8);
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> api.post(MESSAGES, HELLO).body());
        }
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> answer : callers.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo("{\"input_tokens\":8}");
            }
        }
        assertThat(api.provider.requests).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({
        MESSAGES + ", messages, 4711, ok",
        GEMINI + ", gemini, 4711, ok",
        MESSAGES + ", messages, -1, estimated",
        MESSAGES + ", chat-completions, 4711, ok",
        MESSAGES + ", chat-completions, -1, estimated",
        GEMINI + ", responses, -1, estimated",
        RESPONSES + ", messages, 4711, ok"
    })
    void countsAreExplainedOnRequest(String path, String dialect, long counted, String outcome) {
        speaking(new Dialect(dialect));
        api.provider.counted = request -> counted < 0 ? OptionalLong.empty() : OptionalLong.of(counted);
        String body =
                path.startsWith("/v1beta") ? CONTENTS : HELLO.replace("\"messages\"", "\"input\":\"Hi\",\"messages\"");

        HttpResponse<String> response = api.post(path, body, EXPLAIN, "1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue(EXPLAIN).orElse(""))
                .matches("model=fake-counted; provider=fake; dialect=" + dialect + "; tried=fake-counted:" + outcome
                        + ":\\d+ms");
        assertThat(api.post(path, body).headers().map()).doesNotContainKey(EXPLAIN);
    }

    @Test
    void failedCountsAreExplainedToo() {
        try (RunningApi two = RunningApi.with()
                .routing("models: {smart: [fake-counted, other-counted]}")
                .start()) {
            two.provider.models = two.other.models = api.provider.models;
            two.provider.counted = request -> {
                throw new ProviderException(ErrorKind.RATE_LIMITED, "slow down");
            };
            two.other.counted = request -> OptionalLong.of(1);
            String smart = HELLO.replace("fake-counted", "smart");

            assertThat(two.post(MESSAGES, smart, EXPLAIN, "1")
                            .headers()
                            .firstValue(EXPLAIN)
                            .orElse(""))
                    .matches("model=other-counted; provider=other; dialect=messages;"
                            + " tried=fake-counted:rate_limited:\\d+ms,other-counted:ok:\\d+ms");
            assertThat(two.logLine()).contains("tried=fake-counted:rate_limited:");

            two.other.counted = two.provider.counted;
            assertThat(two.post(MESSAGES, smart, EXPLAIN, "1")
                            .headers()
                            .firstValue(EXPLAIN)
                            .orElse(""))
                    .matches("tried=fake-counted:rate_limited:\\d+ms,other-counted:rate_limited:\\d+ms");
        }
    }

    @Test
    void countsAreNoCallsToAModel() {
        api.provider.counted = request -> OptionalLong.of(4711);
        assertThat(api.post(MESSAGES, HELLO).statusCode()).isEqualTo(200);

        assertThat(api.logLine()).contains("path=" + MESSAGES, "provider=fake", "model=fake-counted", "status=200");
        assertThat(api.metrics())
                .contains("route=\"" + MESSAGES + "\"")
                .doesNotContain("gen_ai_request_model=\"fake-counted\"");
    }

    @Test
    void failuresAreReportedAsForOtherCalls() {
        api.provider.counted = request -> {
            throw ProviderException.builder(ErrorKind.SIGN_IN_REQUIRED, "sign in first")
                    .code("copilot_sign_in_required")
                    .build();
        };
        HttpResponse<String> refused = api.post(MESSAGES, HELLO, "x-request-id", "r-1");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body())
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":"
                        + "\"copilot_sign_in_required: sign in first\"},\"request_id\":\"r-1\"}");
        assertThat(api.logLine()).contains("error=sign_in_required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                MESSAGES
                        + " | {\"model\":\"none\",\"messages\":[]} | 404 | {\"type\":\"error\",\"error\":{\"type\":\"not_found_error\"",
                "/messages/count_tokens | {\"messages\":[]} | 400 | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"",
                MESSAGES
                        + " | {\"model\":\"fake-counted\",\"messages\":7} | 400 | {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"",
                "/v1/responses/input_tokens | {\"model\":\"none\",\"input\":\"x\"} | 404 | {\"error\":{\"message\":\"There is no model 'none'",
                "/v1/responses/input_tokens | {\"model\":\"fake-counted\",\"input\":7} | 400 | {\"error\":{\"message\":",
                "/v1beta/models/none:countTokens | {} | 404 | {\"error\":{\"code\":404",
                "/v1beta/models/fake-counted:countTokens | {\"contents\":7} | 400 | {\"error\":{\"code\":400",
                "/v1beta/models/fake-counted:countTokens | [] | 400 | {\"error\":{\"code\":400",
            })
    void invalidRequestsAreReportedInTheClientsFormat(String path, String body, int status, String beginning) {
        HttpResponse<String> refused = api.post(path, body);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).startsWith(beginning);
    }

    private void speaking(Dialect dialect) {
        api.provider.models =
                List.of(Model.builder("counted").dialects(List.of(dialect)).build());
    }
}
