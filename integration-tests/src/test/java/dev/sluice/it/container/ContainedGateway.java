package dev.sluice.it.container;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A gateway that is ready, the simulated GitHub and Copilot, and the network between them. */
final class ContainedGateway implements AutoCloseable {
    static final String KEY = "synthetic-client-key";
    /** The gateway's name on the network. */
    static final String NAME = "gateway";

    static final int PORT = 4000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Network network = Network.builder()
            .createNetworkCmdModifier(
                    command -> command.withOptions(Map.of("com.docker.network.bridge.host_binding_ipv4", "127.0.0.1")))
            .build();
    private final GenericContainer<?> simulator = container(Images.simulator())
            .withNetworkAliases("simulator")
            .withEnv("SIMULATOR_TOKEN", "ghu_synthetic")
            .waitingFor(Wait.forLogMessage("COPILOT .*\\n", 1).withStartupTimeout(PATIENCE));
    private final GenericContainer<?> gateway = container(Images.gateway())
            .withNetworkAliases(NAME)
            .withEnv("PROXY_SERVER_KEY", KEY)
            .withEnv("GITHUB_COPILOT_TOKEN", "ghu_synthetic")
            .withEnv("COPILOT_GITHUB_URL", "http://simulator:8080")
            .withEnv("COPILOT_GITHUB_API_URL", "http://simulator:8080")
            .withEnv("COPILOT_API_URL", "http://simulator:8081")
            .withExposedPorts(PORT)
            .waitingFor(Wait.forHttp("/ready").forPort(PORT).withStartupTimeout(PATIENCE));

    private ContainedGateway() {}

    /**
     * Starts all of it.
     *
     * @param change what is to be otherwise with the gateway's container
     */
    static ContainedGateway start(Consumer<GenericContainer<?>> change) {
        ContainedGateway started = new ContainedGateway();
        try {
            change.accept(started.gateway);
            started.simulator.start();
            started.gateway.start();
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    GenericContainer<?> container() {
        return gateway;
    }

    /** Returns a container on the same network, not started yet. */
    GenericContainer<?> container(String image) {
        return new GenericContainer<>(DockerImageName.parse(image)).withNetwork(network);
    }

    /** Gets a page, with the key. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).header("authorization", "Bearer " + KEY));
    }

    /** Sends a chat, with the key. */
    HttpResponse<String> chat(String text, boolean stream) throws IOException, InterruptedException {
        return send(chatRequest(text, stream).header("authorization", "Bearer " + KEY));
    }

    HttpResponse<String> chatWithoutKey() throws IOException, InterruptedException {
        return send(chatRequest("Hello", false));
    }

    @Override
    public void close() {
        gateway.close();
        simulator.close();
        network.close();
        http.close();
    }

    private HttpRequest.Builder chatRequest(String text, boolean stream) {
        String body =
                "{\"model\":\"copilot-gpt-4o\",\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(stream, text);
        return request("/v1/chat/completions")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        URI address = URI.create("http://" + gateway.getHost() + ":" + gateway.getMappedPort(PORT) + path);
        return HttpRequest.newBuilder(address).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
