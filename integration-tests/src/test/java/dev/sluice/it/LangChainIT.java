package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chat completions by LangChain4j. */
final class LangChainIT {
    private static SignedInGateway sluice;

    @BeforeAll
    static void start(@TempDir Path home) {
        sluice = SignedInGateway.start(home, Map.of());
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @ParameterizedTest
    @EnumSource
    void chats(Upstream upstream) {
        OpenAiChatModel model = OpenAiChatModel.builder()
                .baseUrl(sluice.gateway().url("/v1").toString())
                .apiKey("unused")
                .modelName(upstream.model())
                .build();

        assertThat(model.chat("Say hello")).contains("Say hello");
    }

    @ParameterizedTest
    @EnumSource
    void streams(Upstream upstream) throws Exception {
        OpenAiStreamingChatModel model = OpenAiStreamingChatModel.builder()
                .baseUrl(sluice.gateway().url("/v1").toString())
                .apiKey("unused")
                .modelName(upstream.model())
                .build();
        Collector collector = new Collector();

        model.chat("Say hello", collector);

        String text = collector.whole.get(30, TimeUnit.SECONDS).aiMessage().text();
        assertThat(text).contains("Say hello");
        assertThat(collector.pieces).hasSizeGreaterThan(2);
        assertThat(String.join("", collector.pieces)).isEqualTo(text);
    }

    private static final class Collector implements StreamingChatResponseHandler {
        private final List<String> pieces = new CopyOnWriteArrayList<>();
        private final CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            whole.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            whole.completeExceptionally(error);
        }
    }
}
