package dev.sluice.gateway.api;

import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.SignIn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A provider with scripted replies. */
final class FakeProvider implements Provider {
    static final Model CHAT = Model.builder("gpt-4o")
            .name("GPT-4o")
            .owner("openai")
            .capabilities(List.of("tool_calls", "vision"))
            .contextTokens(128_000)
            .promptTokens(64_000)
            .outputTokens(16_384)
            .created(Instant.ofEpochSecond(1_715_367_049))
            .build();
    static final Model SLASHED = Model.builder("publisher/model").build();
    static final Model EMBEDDING = Model.builder("text-embedding-3-small")
            .dialects(List.of(Dialect.EMBEDDINGS))
            .build();

    final BlockingQueue<ProviderRequest> requests = new LinkedBlockingQueue<>();
    volatile Function<ProviderRequest, Reply> answer = request -> json("{}");
    volatile Function<ProviderRequest, OptionalLong> counted = request -> OptionalLong.empty();
    volatile List<Model> models = List.of(CHAT, SLASHED, EMBEDDING);
    volatile @Nullable ProviderException failure;
    volatile @Nullable SignIn signIn;

    static Reply json(String body) {
        return Reply.Complete.of(Headers.empty(), body.getBytes(StandardCharsets.UTF_8));
    }

    void fails(ProviderException failure) {
        answer = request -> {
            throw failure;
        };
    }

    void fails(ErrorKind kind, String message) {
        fails(new ProviderException(kind, message));
    }

    ProviderRequest lastRequest() {
        ProviderRequest last = requests.poll();
        if (last == null) {
            throw new AssertionError("the provider was not asked");
        }
        return last;
    }

    String lastBody() {
        return new String(lastRequest().body(), StandardCharsets.UTF_8);
    }

    @Override
    public List<Model> models() {
        ProviderException failing = failure;
        if (failing != null) {
            throw failing;
        }
        return models;
    }

    @Override
    public Reply send(ProviderRequest request) {
        requests.add(request);
        return answer.apply(request);
    }

    @Override
    public OptionalLong countTokens(ProviderRequest request) {
        requests.add(request);
        return counted.apply(request);
    }

    @Override
    public Optional<SignIn> signIn() {
        return Optional.ofNullable(signIn);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
