package dev.sluice.it;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A signed-in gateway and Anthropic's SDK as its client; the SDK checks what it reads. Nobody tries again. */
record AnthropicSession(SignedInGateway sluice, AnthropicClient client) implements AutoCloseable {

    static AnthropicSession start(Path home) {
        SignedInGateway sluice = SignedInGateway.start(home, Map.of("SLUICE_RESILIENCE_RETRY_ATTEMPTS", "1"));
        AnthropicClient client = AnthropicOkHttpClient.builder()
                .baseUrl(sluice.gateway().url().toString())
                .apiKey("unused")
                .responseValidation(true)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(60))
                .build();
        return new AnthropicSession(sluice, client);
    }

    CopilotSimulator copilot() {
        return sluice.simulator();
    }

    static MessageCreateParams.Builder ask(Upstream upstream, String text) {
        return MessageCreateParams.builder()
                .model(upstream.model())
                .maxTokens(2048)
                .addUserMessage(text);
    }

    @Override
    public void close() {
        try (sluice) {
            client.close();
        }
    }
}
