package com.example.telegraph;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Answers by itself, in two dialects, and streams in one. */
final class TelegraphProvider implements Provider {
    private static final String WHOLE = "{\"id\":\"telegram\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"%s\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}]}";

    private final ProviderContext context;

    TelegraphProvider(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<Model> models() {
        return context.settings().get(TelegraphFactory.MODELS).stream()
                .map(id -> Model.builder(id)
                        .dialects(List.of(Dialect.CHAT_COMPLETIONS, Dialect.MESSAGES))
                        .build())
                .toList();
    }

    @Override
    public Reply send(ProviderRequest request) {
        if (!request.dialect().equals(Dialect.CHAT_COMPLETIONS)) {
            throw new ProviderException(ErrorKind.INVALID_REQUEST, "The telegraph knows chats.");
        }
        String text = context.settings().get(TelegraphFactory.TEXT);
        int times = context.settings().get(TelegraphFactory.TIMES);
        Headers headers = Headers.of("X-Telegraph", "id=" + request.requestId());
        if (request.streaming()) {
            boolean counted = context.settings().get(TelegraphFactory.COUNTED);
            TelegraphStream stream = new TelegraphStream(request.model(), text, times, counted);
            context.tasks().start("telegraph-operator", () -> {
                stream.begin();
                TimeUnit.MILLISECONDS.sleep(1);
                return true;
            });
            return new Reply.Streaming(headers, stream);
        }
        String said = (text + " ").repeat(times).strip();
        return Reply.Complete.of(headers, WHOLE.formatted(request.model(), said).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public OptionalLong countTokens(ProviderRequest request) {
        return OptionalLong.of(4_242);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
