package dev.sluice.it;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The APIs that LangChain4j speaks; nothing is tried twice. */
enum LangChainApi {
    CHAT {
        @Override
        ChatModel model(URI base, String name) {
            return chat(base, name).build();
        }

        @Override
        ChatModel askingWhatCannotBeBridged(URI base, String name) {
            return chat(base, name).logitBias(Map.of("50256", -100)).build();
        }

        @Override
        StreamingChatModel streaming(URI base, String name) {
            return OpenAiStreamingChatModel.builder()
                    .baseUrl(base.toString())
                    .apiKey("unused")
                    .modelName(name)
                    .build();
        }

        // Claude speaks chat completions, too.
        @Override
        Upstream asked(Upstream upstream) {
            return upstream == Upstream.MESSAGES ? Upstream.CHAT : upstream;
        }
    },

    RESPONSES {
        @Override
        ChatModel model(URI base, String name) {
            return responses(base, name).build();
        }

        @Override
        ChatModel askingWhatCannotBeBridged(URI base, String name) {
            return responses(base, name)
                    .serverTools(List.of(Map.of("type", "web_search")))
                    .build();
        }

        @Override
        StreamingChatModel streaming(URI base, String name) {
            return OpenAiResponsesStreamingChatModel.builder()
                    .baseUrl(base.toString())
                    .apiKey("unused")
                    .modelName(name)
                    .build();
        }

        @Override
        Upstream asked(Upstream upstream) {
            return upstream;
        }
    };

    abstract ChatModel model(URI base, String name);

    /** A model with a setting that only models of the same API take. */
    abstract ChatModel askingWhatCannotBeBridged(URI base, String name);

    abstract StreamingChatModel streaming(URI base, String name);

    /** Whose dialect a model is asked in. */
    abstract Upstream asked(Upstream upstream);

    boolean bridges(Upstream upstream) {
        return asked(upstream) != Upstream.valueOf(name());
    }

    private static OpenAiChatModel.OpenAiChatModelBuilder chat(URI base, String name) {
        return OpenAiChatModel.builder()
                .baseUrl(base.toString())
                .apiKey("unused")
                .modelName(name)
                .maxRetries(0);
    }

    private static OpenAiResponsesChatModel.Builder responses(URI base, String name) {
        return OpenAiResponsesChatModel.builder()
                .baseUrl(base.toString())
                .apiKey("unused")
                .modelName(name);
    }
}
