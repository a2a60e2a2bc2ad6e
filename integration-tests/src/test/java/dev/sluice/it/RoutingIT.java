package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Faults;
import dev.sluice.provider.testkit.http.Request;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.ScriptedServer;
import dev.sluice.provider.testkit.http.Stall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtual models over three providers: Copilot, and two that were dropped in. */
final class RoutingIT {
    private static final String UPSTREAM = "/chat/completions";
    private static final String MODELS = """
              models:
                smart: { of: [alpha-echo, beta-echo, copilot-gpt-4o], within: PT3S }
                hedged: { of: [alpha-echo, beta-echo], hedge-after: PT0.2S }
                alone: alpha-echo
              patterns: { "gpt-9*": beta-echo }
              default: smart
            """;

    @TempDir
    private static Path home;

    @TempDir
    private static Path work;

    private static final Faults ALPHA_FAULTS = new Faults();
    private static final Faults BETA_FAULTS = new Faults();
    private static ScriptedServer alpha;
    private static ScriptedServer beta;
    private static CopilotSimulator simulator;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        alpha = ScriptedServer.start(ALPHA_FAULTS.inFrontOf(request -> echo("alpha", request)));
        beta = ScriptedServer.start(BETA_FAULTS.inFrontOf(request -> echo("beta", request)));
        ForwardingJar.drop(home, work, "alpha");
        ForwardingJar.drop(home, work, "beta");
        configure(MODELS);
        simulator = CopilotSimulator.start();
        simulator.addGitHubToken("ghu_synthetic");
        gateway = RunningGateway.start(
                home,
                simulator,
                Map.of(
                        "GITHUB_COPILOT_TOKEN", "ghu_synthetic",
                        "SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1",
                        "SLUICE_RESILIENCE_BREAKER_VOLUME", "10000"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        simulator.close();
        alpha.close();
        beta.close();
    }

    @AfterEach
    void fix() {
        ALPHA_FAULTS.clear();
        BETA_FAULTS.clear();
    }

    @Test
    void asksTheNextProviderWhereTheFirstIsDeadOrRefuses() throws Exception {
        for (Fault fault : List.of(
                Fault.status(503, "down"),
                Fault.status(429, "too much"),
                Fault.status(401, "who?"),
                Fault.htmlPage(),
                Fault.endingBeforeHead(ConnectionEnding.RESET))) {
            ALPHA_FAULTS.clear();
            ALPHA_FAULTS.always(UPSTREAM, fault);

            assertThat(chat("smart", false)).startsWith("HTTP/1.1 200").contains("beta echoes", "\"model\":\"smart\"");
            assertThat(chat("smart", true)).startsWith("HTTP/1.1 200").contains("beta echoes", "data: [DONE]");
        }
        BETA_FAULTS.always(UPSTREAM, Fault.status(503, "down as well"));
        assertThat(chat("smart", false)).startsWith("HTTP/1.1 200").contains("provider=copilot");
    }

    @Test
    void leavesTheCallersErrorsAlone() throws Exception {
        ALPHA_FAULTS.always(UPSTREAM, Fault.status(400, "wrong"));
        beta.requests().clear();

        assertThat(chat("smart", false)).startsWith("HTTP/1.1 400");
        assertThat(beta.requests().all()).isEmpty();
    }

    @Test
    void doesNotWaitForASilentProviderAndClosesItsConnection() throws Exception {
        for (Fault fault : List.of(Fault.neverAnswering(), Fault.stallingBeforeBody(Stall.untilReleased()))) {
            ALPHA_FAULTS.clear();
            ALPHA_FAULTS.always(UPSTREAM, fault);
            long begun = System.nanoTime();

            assertThat(chat("smart", true))
                    .startsWith("HTTP/1.1 200")
                    .contains("beta echoes", "data: [DONE]", "tried=alpha-echo:upstream_timeout:");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
            Eventually.holds("alpha's connection is closed", () -> alpha.openConnections() == 0);
        }
    }

    @Test
    void asksTwoWhereTheFirstIsSlowAndLetsOneGo() throws Exception {
        ALPHA_FAULTS.always(UPSTREAM, Fault.neverAnswering());

        assertThat(chat("hedged", true))
                .startsWith("HTTP/1.1 200")
                .contains("beta echoes", "data: [DONE]", "alpha-echo:cancelled:");
        Eventually.holds("alpha's connection is closed", () -> alpha.openConnections() == 0);
    }

    @Test
    void neverGoesOnElsewhereWithAStreamThatHasBegun() throws Exception {
        ALPHA_FAULTS.always(UPSTREAM, Fault.endingAfterParts(1, ConnectionEnding.RESET));
        beta.requests().clear();

        assertThat(chat("smart", true))
                .startsWith("HTTP/1.1 200")
                .contains("alpha echoes", "\"error\"")
                .doesNotContain("[DONE]");
        assertThat(beta.requests().all()).isEmpty();
    }

    @Test
    void servesEveryApiUnderTheNamesThatClientsBringAlong() throws Exception {
        String message = "{\"model\":\"claude-3-5-haiku-latest\",\"max_tokens\":9,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

        assertThat(ask(ClientSocket.post("/v1/messages", message)))
                .startsWith("HTTP/1.1 200")
                .contains("alpha echoes", "\"model\":\"claude-3-5-haiku-latest\"");
        assertThat(ask(ClientSocket.post("/v1/responses", "{\"model\":\"gpt-9-nano\",\"input\":\"Hello\"}")))
                .startsWith("HTTP/1.1 200")
                .contains("beta echoes", "\"model\":\"gpt-9-nano\"");
        assertThat(ask(ClientSocket.get("/v1/models"))).contains("\"id\":\"smart\"", "\"id\":\"alpha-echo\"");
    }

    @Test
    void followsTheFileAndKeepsTheLastGoodNames() throws Exception {
        assertThat(chat("later", false)).contains("alpha echoes");
        configure(MODELS.replace("alone: alpha-echo", "later: beta-echo"));
        Eventually.holds("later is beta's", () -> chat("later", false).contains("beta echoes"));

        configure(MODELS.replace("alone: alpha-echo", "later: other\n    other: later"));
        ServerLog.awaitLine(gateway, "routing.models.later (application.yaml, line 10): it leads back to itself");
        assertThat(chat("later", false)).contains("beta echoes");
        assertThat(ask(ClientSocket.get("/ready"))).contains("routing.models.later", "\"config_generation\":2");
        assertThat(ask(ClientSocket.get("/metrics")))
                .contains("sluice_config_generation")
                .containsPattern("sluice_config_reloads_total\\{outcome=\"refused\"[^}]*} 1.0");

        configure(MODELS);
        Eventually.holds("later is no name", () -> chat("later", false).contains("alpha echoes"));
    }

    private static void configure(String routing) throws IOException {
        Path draft = Files.writeString(
                home.resolve("application.yaml.new"),
                "providers:\n  alpha:\n    url: " + alpha.uri() + "\n  beta:\n    url: " + beta.uri() + "\nrouting:\n"
                        + routing);
        Files.move(draft, home.resolve("application.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Response echo(String who, Request request) {
        String head = "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"echo\",\"choices\":[{"
                + "\"index\":0,\"finish_reason\":";
        String text = "{\"role\":\"assistant\",\"content\":\"" + who + " echoes\"}}]}";
        return request.text().contains("\"stream\":true")
                ? Response.events(List.of(
                        "data: " + head + "null,\"delta\":" + text + "\n\n",
                        "data: " + head + "\"stop\",\"delta\":{}}]}\n\n",
                        "data: [DONE]\n\n"))
                : Response.of(200, "application/json", head + "\"stop\",\"message\":" + text);
    }

    private static String chat(String model, boolean streamed) throws IOException {
        String body = (streamed ? ClientSocket.STREAM : ClientSocket.CHAT).replace("copilot-gpt-4o", model);
        return ask(ClientSocket.post("/v1/chat/completions", body, "x-sluice-explain: 1"));
    }

    private static String ask(String request) throws IOException {
        return ClientSocket.ask(gateway.url(), request);
    }
}
