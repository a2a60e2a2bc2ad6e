package dev.sluice.it;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import java.time.Duration;

/** With Anthropic's SDK, which checks what it reads. */
final class AnthropicSession extends SdkSession<AnthropicClient> {
    AnthropicSession() {
        super(AnthropicSession::connect, AnthropicClient::close);
    }

    private static AnthropicClient connect(SignedInGateway sluice) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(sluice.gateway().url().toString())
                .apiKey("unused")
                .responseValidation(true)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    static MessageCreateParams.Builder ask(Upstream upstream, String text) {
        return MessageCreateParams.builder()
                .model(upstream.model())
                .maxTokens(2048)
                .addUserMessage(text);
    }
}
