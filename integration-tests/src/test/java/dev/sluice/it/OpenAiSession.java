package dev.sluice.it;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A gateway that is signed in to a simulated Copilot, and OpenAI's SDK as its client; the SDK checks what it reads. */
record OpenAiSession(CopilotSimulator copilot, RunningGateway gateway, OpenAIClient client) implements AutoCloseable {

    static final String CHAT = "/chat/completions";
    private static final String TOKEN = "ghu_synthetic";

    /** Starts all of it; the SDK does not retry. */
    static OpenAiSession start(Path home) {
        CopilotSimulator copilot = CopilotSimulator.start();
        copilot.addGitHubToken(TOKEN);
        RunningGateway gateway = RunningGateway.start(
                home, copilot, Map.of("GITHUB_COPILOT_TOKEN", TOKEN, "SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1"));
        return new OpenAiSession(copilot, gateway, client(gateway).maxRetries(0).build());
    }

    /** The SDK as it comes, pointed at a gateway. */
    static OpenAIOkHttpClient.Builder client(RunningGateway gateway) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url("/v1").toString())
                .apiKey("unused")
                .responseValidation(true)
                .timeout(Duration.ofSeconds(60));
    }

    static ChatCompletionCreateParams.Builder ask(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    /** Takes away what a test has put down. */
    void reset() {
        copilot.faults().clear();
        copilot.answers().clear();
        copilot.requests().clear();
    }

    @Override
    public void close() {
        try (copilot;
                gateway) {
            client.close();
        }
    }
}
