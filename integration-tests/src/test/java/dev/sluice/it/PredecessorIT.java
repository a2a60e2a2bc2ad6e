package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.PlannedFault;
import dev.sluice.provider.testkit.http.Stall;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in the gateway that this one succeeds goes right here. */
final class PredecessorIT {
    private static final String UPSTREAM = "/chat/completions";

    @TempDir
    private static Path home;

    private static SignedInGateway sluice;

    @BeforeAll
    static void start() {
        sluice = SignedInGateway.start(home, Map.of("SLUICE_MODELS_LIST_FRESHNESS", "PT0.001S"));
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @AfterEach
    void reset() {
        sluice.reset();
    }

    /** It sent a 200 without a body and never ended the connection. */
    @Test
    void answersALimitOfAStreamWithItsStatusAndJson() throws IOException, InterruptedException {
        sluice.simulator()
                .faults()
                .next(UPSTREAM, Fault.responding(CopilotLimits.rateLimited("user_model_rate_limited", "12")));

        HttpResponse<String> response = sluice.client().post(GatewayClient.CHAT, ChatRequests.of(true));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("retry-after")).contains("12");
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(GatewayClient.error(response).getString("code")).isEqualTo("user_model_rate_limited");
    }

    /** After two seconds its list was empty. */
    @Test
    void keepsTheListWhileTheProviderIsSlow() throws Exception {
        int all = models();
        assertThat(all).isGreaterThan(20);
        Stall stall = Stall.untilReleased();
        sluice.simulator().faults().always("/models", Fault.stallingBeforeHead(stall));

        // A provider is left alone for some seconds between two lists.
        Eventually.holds("the list is fetched again", () -> {
            assertThat(models()).isEqualTo(all);
            return stall.awaitReached(Duration.ZERO);
        });
        assertThat(models()).isEqualTo(all);
        stall.release();
    }

    @Test
    void keepsTheListWhileTheProviderFails() throws Exception {
        int all = models();
        PlannedFault failing =
                sluice.simulator().faults().always("/models", Fault.responding(CopilotLimits.serverError(500)));

        Eventually.holds("the list is fetched again", () -> {
            assertThat(models()).isEqualTo(all);
            return failing.hits() > 0;
        });
        assertThat(models()).isEqualTo(all);
    }

    /** Its list shrank to six models whenever the token had run out, until somebody chatted. */
    @Test
    void keepsTheListWhenTheTokenHasRunOut() throws IOException, InterruptedException {
        int all = models();
        sluice.simulator().expireCopilotTokens();

        assertThat(models()).isEqualTo(all);
        assertThat(sluice.client()
                        .post(GatewayClient.CHAT, ChatRequests.of(false))
                        .statusCode())
                .isEqualTo(200);
        assertThat(models()).isEqualTo(all);
    }

    private static int models() throws IOException, InterruptedException {
        HttpResponse<String> list = sluice.client().get("/v1/models");
        assertThat(list.statusCode()).isEqualTo(200);
        return GatewayClient.json(list).getJsonArray("data").size();
    }

    /** It refused more than 10 MB by itself; what is too much for Copilot is for Copilot to say. */
    @Test
    void leavesItToCopilotToRefuseALargeImage() throws IOException, InterruptedException {
        String image = "data:image/png;base64," + "A".repeat(11 * 1024 * 1024);
        String request = "{\"model\":\"copilot-gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"" + image + "\"}}]}]}";

        HttpResponse<String> response = sluice.client().post(GatewayClient.CHAT, request);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(GatewayClient.error(response).getString("code")).isEqualTo("request_too_large");
        var upstream = sluice.simulator().requests().last(UPSTREAM).orElseThrow();
        assertThat(upstream.request().body().length).isGreaterThan(11 * 1024 * 1024);
        assertThat(upstream.header("Copilot-Vision-Request")).contains("true");
        assertThat(sluice.client()
                        .post(GatewayClient.CHAT, ChatRequests.of(false))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesByItselfOnlyWhatIsBeyondItsOwnLimit() throws IOException, InterruptedException {
        HttpResponse<String> response =
                sluice.client().post(GatewayClient.CHAT, "{\"x\":\"" + "A".repeat(33 * 1024 * 1024) + "\"}");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(sluice.simulator().requests().count(UPSTREAM)).isZero();
    }

    /** It kept the name as it was and put it into a page. */
    @ParameterizedTest
    @ValueSource(strings = {"<img src=x onerror=alert(1)>", "copilot-<script>alert(1)</script>"})
    void neverLetsAModelsNameBecomeMarkupOrALabel(String name) throws IOException, InterruptedException {
        HttpResponse<String> response = sluice.client().post(GatewayClient.CHAT, ChatRequests.plain(name, "Hello"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(GatewayClient.error(response).getString("code")).isEqualTo("model_not_found");
        assertThat(sluice.client().get("/metrics").body()).doesNotContain("alert(");
        assertThat(sluice.client().get("/ready").body()).doesNotContain("alert(");
    }

    /** Some of its providers answered a usage of their own making. */
    @Test
    void tellsTheUsageAsOpenAiDoes() throws IOException, InterruptedException {
        JsonObject reply = GatewayClient.json(sluice.client().post(GatewayClient.CHAT, ChatRequests.of(false)));

        JsonObject usage = reply.getJsonObject("usage");
        assertThat(usage.getInt("total_tokens"))
                .isPositive()
                .isEqualTo(usage.getInt("prompt_tokens") + usage.getInt("completion_tokens"));
        assertThat(reply.getString("model")).isEqualTo("copilot-gpt-4o");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copilot-gpt-4o", "ext-copilot-gpt-4o", "copilot/gpt-4o", "gpt-4o"})
    void knowsTheModelByEveryNameThatPeopleUse(String name) throws IOException, InterruptedException {
        for (String path : new String[] {GatewayClient.CHAT, "/chat/completions", "/api/chat/completions"}) {
            HttpResponse<String> response = sluice.client().post(path, ChatRequests.plain(name, "Hello"));

            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            assertThat(GatewayClient.json(response).getString("model")).isEqualTo(name);
        }
    }

    /** Its stop cut every running call. */
    @Test
    void finishesAStreamWhenItIsToldToStop(@TempDir Path other) throws IOException, InterruptedException {
        Stall stall = Stall.untilReleased();
        CopilotSimulator simulator = CopilotSimulator.start();
        try (SignedInGateway stopping = SignedInGateway.start(other, simulator, Map.of())) {
            simulator.faults().next(UPSTREAM, Fault.stallingAfterParts(5, stall));
            try (RawStream stream = RawStream.open(stopping.gateway().url(), ChatRequests.of(true))) {
                stream.await("data: ");
                stopping.gateway().process().destroy();
                stall.release();

                StreamedReply reply = stream.rest();
                assertThat(reply.whole()).isTrue();
                assertThat(reply.text()).endsWith("data: [DONE]\n\n");
                assertThat(reply.content()).contains("Good morning");
            }
            assertThat(stopping.gateway().awaitExit()).isIn(0, 143);
        }
    }
}
