package dev.sluice.it;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.ConnectionEnding;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Faults;
import dev.sluice.provider.testkit.http.Response;
import dev.sluice.provider.testkit.http.ScriptedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A gateway that has seen everything which leaves a number, a field or a header of its own: answers, failures, refusals. */
final class ObservedGateway implements AutoCloseable {
    private static final String UPSTREAM = "/chat/completions";
    private static final String KEY = "synthetic-client-key";
    private static final String CHAT =
            "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello to you\"}]}";
    private static final String REPLY = "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"echo\","
            + "\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
            + "\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"}}]}";
    private static final String SETTINGS = """
            security: { keys: { alice: %s, bob: synthetic-key-of-bob } }
            cors: { allowed-origins: ["https://app.example"] }
            log: { format: json }
            limits:
              per-key: { requests-per-minute: 1000000, tokens-per-minute: 1000000000 }
              keys: { bob: { requests-per-minute: 1 } }
            routing:
              models:
                smart: { of: [alpha-echo, beta-echo], within: PT5S }
                hedged: { of: [alpha-echo, beta-echo], hedge-after: PT0.1S }
            providers:
              alpha: { url: "%s" }
              beta: { url: "%s" }
              silent: { type: openai, base-url: "http://127.0.0.1:9/v1", api-key: synthetic }
            """;

    private final Faults faults = new Faults();
    private final ScriptedServer alpha;
    private final ScriptedServer beta;
    private final CopilotSimulator simulator = CopilotSimulator.start();
    private final RunningGateway gateway;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> headers = new TreeSet<>();

    ObservedGateway(Path home, Path work) throws Exception {
        alpha = ScriptedServer.start(faults.inFrontOf(request -> Response.of(200, "application/json", REPLY)));
        beta = ScriptedServer.start(request -> Response.of(200, "application/json", REPLY));
        ForwardingJar.drop(home, work, "alpha");
        ForwardingJar.drop(home, work, "beta");
        Files.writeString(home.resolve("application.yaml"), SETTINGS.formatted(KEY, alpha.uri(), beta.uri()));
        simulator.addGitHubToken(SignedInGateway.TOKEN);
        gateway = RunningGateway.start(
                home,
                simulator,
                Map.of(
                        "GITHUB_COPILOT_TOKEN", SignedInGateway.TOKEN,
                        "SLUICE_RESILIENCE_RETRY_ATTEMPTS", "2",
                        "SLUICE_RESILIENCE_RETRY_DELAY", "PT0.01S"));
        answers();
        failures();
        refusals();
    }

    /** The names of all headers that a reply has had, in lower case. */
    Set<String> headers() {
        return Set.copyOf(headers);
    }

    /** What it has printed: a JSON object a line. */
    List<String> log() {
        return gateway.output();
    }

    String metrics() throws IOException, InterruptedException {
        return ask("GET", "/metrics", "").body();
    }

    private void answers() throws Exception {
        for (String probe : List.of("/health", "/ready", "/metrics", "/v1/models", "/auth/copilot")) {
            ask("GET", probe, "");
        }
        ask("GET", "/v1/models", "", "origin", "https://app.example");
        ask(
                "OPTIONS",
                "/v1/models",
                "",
                "origin",
                "https://app.example",
                "access-control-request-method",
                "GET",
                "access-control-request-headers",
                "x-api-key");
        chat("copilot-gpt-4o", false);
        chat("copilot-gpt-4o", true);
        ask(
                "POST",
                "/v1/messages",
                CHAT.formatted("copilot-gpt-4o", false).replaceFirst("}$", ",\"max_tokens\":9,\"top_k\":3,\"x\":1}"),
                "anthropic-version",
                "2023-06-01");
        ask("POST", "/v1/messages/count_tokens", CHAT.formatted("copilot-gpt-4o", false));
    }

    private void failures() throws Exception {
        faults.always(UPSTREAM, Fault.status(503, "down"));
        chat("smart", false);
        faults.clear();
        faults.always(UPSTREAM, Fault.neverAnswering());
        chat("hedged", false);
        faults.clear();
        simulator.faults().always(UPSTREAM, Fault.endingAfterParts(1, ConnectionEnding.RESET));
        chat("copilot-gpt-4o", true);
        simulator.faults().clear();
        simulator.faults().always(UPSTREAM, Fault.status(400, "{\"error\":{\"message\":\"no\"}}"));
        chat("copilot-gpt-4o", false);
        simulator.faults().clear();
    }

    private void refusals() throws Exception {
        chat("no-such-model", false);
        ask("DELETE", "/v1/models", "");
        for (int i = 0; i < 2; i++) {
            ask(
                    "POST",
                    "/v1/chat/completions",
                    CHAT.formatted("alpha-echo", false),
                    "x-proxy-server-key",
                    "synthetic-key-of-bob");
        }
        chat("alpha-echo", false);
        String via = alpha.requests().all().getLast().header("via").orElseThrow();
        ask("POST", "/v1/chat/completions", CHAT.formatted("alpha-echo", false), "via", via);
    }

    private void chat(String model, boolean streamed) throws IOException, InterruptedException {
        ask("POST", "/v1/chat/completions", CHAT.formatted(model, streamed), "x-sluice-explain", "1");
    }

    private HttpResponse<String> ask(String method, String path, String body, String... more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.url(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!List.of(more).contains("x-proxy-server-key")) {
            request.header("authorization", "Bearer " + KEY);
        }
        if (!body.isEmpty()) {
            request.header("content-type", "application/json");
        }
        for (int i = 0; i < more.length; i += 2) {
            request.header(more[i], more[i + 1]);
        }
        try {
            HttpResponse<String> reply = http.send(request.build(), BodyHandlers.ofString());
            headers.addAll(reply.headers().map().keySet());
            return reply;
        } catch (IOException e) {
            // A stream that broke off has no end; its head was like the others'.
            return null;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        try (simulator;
                alpha;
                beta;
                gateway) {
            faults.clear();
        }
    }
}
