package dev.sluice.it;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;

/** With OpenAI's SDK, which checks what it reads. */
final class OpenAiSession extends SdkSession<OpenAIClient> {
    static final String CHAT = "/chat/completions";

    OpenAiSession() {
        super(SignedInGateway::openAi, OpenAIClient::close);
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
}
