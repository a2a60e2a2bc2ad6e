package dev.sluice.provider.testkit;

import dev.sluice.provider.EventStream;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.SignIn;
import dev.sluice.provider.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Runs every call of a provider and of its streams under the provider's own context class loader. */
final class LoadedProvider implements Provider {
    private final Provider provider;
    private final OwnLoader loader;

    LoadedProvider(Provider provider, OwnLoader loader) {
        this.provider = provider;
        this.loader = loader;
    }

    @Override
    public List<Model> models() {
        return loader.call(provider::models);
    }

    @Override
    public Reply send(ProviderRequest request) {
        Reply reply = loader.call(() -> provider.send(request));
        return reply instanceof Reply.Streaming streaming
                ? new Reply.Streaming(streaming.headers(), new LoadedEvents(streaming.events(), loader))
                : reply;
    }

    @Override
    public OptionalLong countTokens(ProviderRequest request) {
        return loader.call(() -> provider.countTokens(request));
    }

    @Override
    public Optional<String> readinessProblem() {
        return loader.call(provider::readinessProblem);
    }

    @Override
    public Optional<SignIn> signIn() {
        return loader.call(provider::signIn);
    }

    @Override
    public void close() {
        loader.run(provider::close);
    }

    private record LoadedEvents(EventStream events, OwnLoader loader) implements EventStream {
        @Override
        public @Nullable ServerSentEvent next() {
            return loader.<@Nullable ServerSentEvent>call(events::next);
        }

        @Override
        public boolean ready() {
            return loader.call(events::ready);
        }

        @Override
        public Optional<TokenUsage> usage() {
            return loader.call(events::usage);
        }

        @Override
        public void close() {
            loader.run(events::close);
        }
    }
}
