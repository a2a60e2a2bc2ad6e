package dev.sluice.it;

import com.openai.client.OpenAIClient;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A simulator and a gateway whose {@code .env} holds a token that it accepts. */
final class SignedInGateway implements AutoCloseable {
    static final String TOKEN = "ghu_synthetic";

    private final CopilotSimulator simulator;
    private final RunningGateway gateway;
    private final GatewayClient client;

    private SignedInGateway(CopilotSimulator simulator, RunningGateway gateway) {
        this.simulator = simulator;
        this.gateway = gateway;
        this.client = new GatewayClient(gateway.url());
    }

    /** Starts both; a test that makes much fail on purpose does not want the breaker to open or pauses to be long. */
    static SignedInGateway start(Path home, Map<String, String> environment) {
        return start(home, CopilotSimulator.start(), environment);
    }

    /** Starts a gateway for a simulator, which is closed with it. */
    static SignedInGateway start(Path home, CopilotSimulator simulator, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>();
        all.put("SLUICE_RESILIENCE_BREAKER_VOLUME", "10000");
        all.put("SLUICE_RESILIENCE_RETRY_DELAY", "PT0.01S");
        all.putAll(environment);
        try {
            Files.writeString(home.resolve(".env"), "GITHUB_COPILOT_TOKEN=" + TOKEN + "\n");
            simulator.addGitHubToken(TOKEN);
            return new SignedInGateway(simulator, RunningGateway.start(home, simulator, all));
        } catch (IOException e) {
            simulator.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
    }

    CopilotSimulator simulator() {
        return simulator;
    }

    RunningGateway gateway() {
        return gateway;
    }

    GatewayClient client() {
        return client;
    }

    /** The SDK that most tools are built on, checking replies strictly; it does not try again by itself. */
    OpenAIClient openAi() {
        return openAi(0);
    }

    OpenAIClient openAi(int retries) {
        return OpenAiSession.client(gateway).maxRetries(retries).build();
    }

    /** Takes away what a test has put down. */
    void reset() {
        simulator.faults().clear();
        simulator.answers().clear();
        simulator.requests().clear();
    }

    @Override
    public void close() {
        try (simulator;
                gateway) {
            client.close();
        }
    }
}
