package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rate limits and queues of a gateway that many call at once. */
final class LimitsIT {
    private static final String UPSTREAM = "/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    @Test
    void limitsAreToldToTheSdkAndFollowTheFile() throws Exception {
        configure("limits:\n  per-key:\n    requests-per-minute: 2\n    tokens-per-minute: 100000\n");
        try (SignedInGateway sluice = SignedInGateway.start(home, Map.of())) {
            OpenAIClient client = sluice.openAi();
            Headers first = ask(client);
            assertThat(first.values("x-ratelimit-limit-requests")).containsExactly("2");
            assertThat(first.values("x-ratelimit-remaining-requests")).containsExactly("1");
            assertThat(first.values("x-ratelimit-limit-tokens")).containsExactly("100000");
            ask(client);

            RateLimitException refused = catchThrowableOfType(RateLimitException.class, () -> ask(client));
            assertThat(refused.code()).hasValue("rate_limit_exceeded");
            assertThat(refused).hasMessageContaining("2 requests per minute");
            assertThat(Integer.parseInt(refused.headers().values("retry-after").getFirst()))
                    .isBetween(1, 30);
            assertThat(sluice.simulator().requests().count(UPSTREAM)).isEqualTo(2);
            assertThat(sluice.client().get("/v1/models").statusCode()).isEqualTo(200);
            assertThat(sluice.client().get("/metrics").body())
                    .containsPattern("sluice_rate_limited_total\\{holder=\"key\",limit=\"requests\"[^}]*} 1.0");

            configure("limits:\n  per-key:\n    requests-per-minute: 100000\n");
            Eventually.holds("the new limit", () -> post(sluice).statusCode() == 200);

            configure("limits:\n  per-key:\n    tokens-per-minute: 2\n");
            Eventually.holds(
                    "the replies' tokens are used up", () -> post(sluice).body().contains("2 tokens per minute"));
            client.close();
        }
    }

    @Test
    void everyRequestOfABurstIsAnsweredOneWayOrTheOther() throws Exception {
        try (SignedInGateway sluice = SignedInGateway.start(
                home,
                Map.of(
                        "SLUICE_RESILIENCE_CONCURRENCY", "4",
                        "SLUICE_RESILIENCE_QUEUE", "20",
                        "SLUICE_RESILIENCE_QUEUE_TIMEOUT", "PT2M"))) {
            Stall stall = Stall.untilReleased();
            sluice.simulator().faults().always(UPSTREAM, Fault.stallingBeforeHead(stall));
            List<CompletableFuture<HttpResponse<String>>> burst = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                burst.add(sluice.client().begin(ChatRequests.of(i % 2 == 0)));
            }
            Eventually.holds("176 are refused", () -> answered(burst).size() == 176);
            assertThat(answered(burst)).allSatisfy(reply -> {
                assertThat(reply.statusCode()).isEqualTo(503);
                assertThat(reply.headers().firstValue("retry-after")).hasValue("1");
                assertThat(GatewayClient.error(reply).getString("code")).isEqualTo("overloaded");
            });
            assertThat(gauge(sluice, "sluice_upstream_in_flight")).isEqualTo("4.0");
            assertThat(gauge(sluice, "sluice_upstream_waiting")).isEqualTo("20.0");
            HttpResponse<String> message = sluice.client()
                    .post(
                            "/v1/messages",
                            "{\"model\":\"copilot-claude-sonnet-4.5\",\"max_tokens\":9,\"messages\":"
                                    + "[{\"role\":\"user\",\"content\":\"Hello\"}]}");
            assertThat(message.statusCode()).isEqualTo(529);
            assertThat(message.body()).contains("overloaded_error");

            stall.release();
            int served = 0;
            for (CompletableFuture<HttpResponse<String>> each : burst) {
                served += each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode() == 200 ? 1 : 0;
            }
            assertThat(served).isEqualTo(24);
            assertThat(sluice.simulator().requests().count(UPSTREAM)).isEqualTo(24);
            Eventually.holds("nothing is left", () -> "0.0".equals(gauge(sluice, "sluice_upstream_in_flight")));
            assertThat(gauge(sluice, "sluice_upstream_waiting")).isEqualTo("0.0");
        }
    }

    @Test
    void aCallerWhoLeavesTheQueueIsNeverSentUpstream() throws Exception {
        try (SignedInGateway sluice = SignedInGateway.start(
                home, Map.of("SLUICE_RESILIENCE_CONCURRENCY", "1", "SLUICE_RESILIENCE_QUEUE_TIMEOUT", "PT2M"))) {
            Stall stall = Stall.untilReleased();
            sluice.simulator().faults().always(UPSTREAM, Fault.stallingBeforeHead(stall));
            CompletableFuture<HttpResponse<String>> first = sluice.client().begin(ChatRequests.of(false));
            assertThat(stall.awaitReached(PATIENCE)).isTrue();
            CompletableFuture<HttpResponse<String>> leaving = sluice.client().begin(ChatRequests.of(true));
            Eventually.holds("one waits", () -> "1.0".equals(gauge(sluice, "sluice_upstream_waiting")));

            leaving.cancel(true);

            Eventually.holds("nobody waits", () -> "0.0".equals(gauge(sluice, "sluice_upstream_waiting")));
            stall.release();
            assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
            assertThat(post(sluice).statusCode()).isEqualTo(200);
            assertThat(sluice.simulator().requests().count(UPSTREAM)).isEqualTo(2);
        }
    }

    @Test
    void whoIsNotTriedAgainForIsToldNotToDoItEither() throws Exception {
        try (SignedInGateway sluice =
                SignedInGateway.start(home, Map.of("SLUICE_RESILIENCE_RETRY_BUDGET_PERCENT", "0"))) {
            sluice.simulator().faults().always(UPSTREAM, Fault.status(503, "down"));
            // Ten, and one for each second that this takes.
            Eventually.holds("the budget is used up", () -> {
                int before = sluice.simulator().requests().count(UPSTREAM);
                HttpResponse<String> refused = post(sluice);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
                return sluice.simulator().requests().count(UPSTREAM) == before + 1;
            });
        }
    }

    @Test
    void aModelThatFailsIsLeftAloneAndTheOthersAreNot() throws Exception {
        try (SignedInGateway sluice = SignedInGateway.start(
                home, Map.of("SLUICE_RESILIENCE_BREAKER_VOLUME", "4", "SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1"))) {
            sluice.simulator().faults().always(UPSTREAM, Fault.status(503, "down"));
            Eventually.holds(
                    "the model is left alone", () -> post(sluice).body().contains("circuit_open"));
            HttpResponse<String> alone = post(sluice);
            assertThat(alone.statusCode()).isEqualTo(503);
            assertThat(alone.headers().firstValue("retry-after")).isPresent();
            sluice.simulator().faults().clear();

            assertThat(sluice.client()
                            .post(GatewayClient.CHAT, ChatRequests.plain("copilot-gpt-4.1", "Hello"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(sluice.client().get("/metrics").body())
                    .containsPattern("sluice_model_circuit_state\\{model=\"copilot-gpt-4o\",[^}]*} [12]")
                    .containsPattern("sluice_circuit_state\\{provider=\"copilot\",[^}]*} 0");
            Eventually.holds("the model is back", () -> post(sluice).statusCode() == 200);
        }
    }

    private static List<HttpResponse<String>> answered(List<CompletableFuture<HttpResponse<String>>> burst) {
        return burst.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
    }

    private static String gauge(SignedInGateway sluice, String name) throws Exception {
        return sluice.client()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("provider=\"copilot\""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    private static HttpResponse<String> post(SignedInGateway sluice) throws Exception {
        return sluice.client().post(GatewayClient.CHAT, ChatRequests.of(false));
    }

    private static Headers ask(OpenAIClient client) {
        try (HttpResponseFor<ChatCompletion> reply = client.chat()
                .completions()
                .withRawResponse()
                .create(ChatCompletionCreateParams.builder()
                        .model("copilot-gpt-4o")
                        .addUserMessage("Hello")
                        .build())) {
            return reply.headers();
        }
    }

    private void configure(String yaml) throws IOException {
        Path draft = Files.writeString(home.resolve("application.yaml.new"), yaml);
        Files.move(draft, home.resolve("application.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }
}
