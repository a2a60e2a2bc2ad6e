package dev.sluice.gateway.provider;

import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A provider that does what a test says. */
public final class ScriptedProvider implements Provider {
    private volatile Supplier<List<Model>> models;
    private volatile Function<ProviderRequest, Reply> reply;

    private ScriptedProvider(Supplier<List<Model>> models, Function<ProviderRequest, Reply> reply) {
        this.models = models;
        this.reply = reply;
    }

    public static ScriptedProvider listing(Supplier<List<Model>> models) {
        return new ScriptedProvider(models, request -> {
            throw new IllegalStateException("no reply was scripted");
        });
    }

    public static ScriptedProvider listing(String... ids) {
        List<Model> models =
                List.of(ids).stream().map(id -> Model.builder(id).build()).toList();
        return listing(() -> models);
    }

    public static ScriptedProvider answering(Function<ProviderRequest, Reply> reply) {
        return new ScriptedProvider(List::of, reply);
    }

    public void nowListing(Supplier<List<Model>> newModels) {
        models = newModels;
    }

    public void nowAnswering(Function<ProviderRequest, Reply> newReply) {
        reply = newReply;
    }

    @Override
    public List<Model> models() {
        return models.get();
    }

    @Override
    public Reply send(ProviderRequest request) {
        return reply.apply(request);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
