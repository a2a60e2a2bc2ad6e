package dev.sluice.provider.testkit.copilot;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls a simulator as a well-behaved client does, unless it is told to leave a header away. */
final class SimulatorClient implements AutoCloseable {

    static final String GITHUB_TOKEN = "ghu_synthetic";

    final SimulatedClock clock = SimulatedClock.create();
    final CopilotSimulator simulator = CopilotSimulator.builder().clock(clock).start();
    final Map<String, String> headers = new LinkedHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SimulatorClient() {
        simulator.addGitHubToken(GITHUB_TOKEN);
        headers.put("Authorization", "Bearer " + simulator.issueCopilotToken(Duration.ofMinutes(30)));
        headers.put("Editor-Version", "vscode/1.104.3");
        headers.put("Copilot-Integration-Id", "vscode-chat");
        headers.put("Content-Type", "application/json");
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return call(simulator.copilotApiUrl(), "POST", path, body);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return call(simulator.copilotApiUrl(), "GET", path, "");
    }

    HttpResponse<String> gitHub(String method, String path, String body) throws IOException, InterruptedException {
        return call(simulator.githubUrl(), method, path, body);
    }

    private HttpResponse<String> call(URI base, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonObject json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        simulator.close();
    }
}
