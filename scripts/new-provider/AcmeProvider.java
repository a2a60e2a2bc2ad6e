package com.example.acme;

import dev.sluice.provider.*;
import dev.sluice.provider.support.*;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models behind an API that speaks OpenAI's chat completions. */
final class AcmeProvider implements Provider {
    static final Setting<URI> BASE_URL =
            Setting.url("base-url", URI.create("https://api.acme.example/v1"), "The address of the API.").fileOnly();
    static final Setting<SecretSource> API_KEY = Setting.secret("api-key", "The API key, or several, used in turn.");
    static final Setting<List<String>> MODELS = Setting.list("models", List.of("large", "small"), "The models.");

    private static final String PATH = "/chat/completions";

    private final List<String> models;
    private final UpstreamErrors errors;
    private final ApiKeys keys;
    private final ApiClient client;

    AcmeProvider(ProviderContext context) {
        Settings settings = context.settings();
        String prefix = "providers." + context.id();
        models = settings.get(MODELS);
        errors = new UpstreamErrors("Acme", prefix, Map.of(), context.clock());
        String hint = "Set " + prefix + ".api-key, or ACME_API_KEY in .env.";
        keys = ApiKeys.required(settings.get(API_KEY), hint, context.clock(), context.meters());
        ApiAddress address = ApiAddress.of(settings.get(BASE_URL), prefix + ".base-url");
        client = new ApiClient(context.http(), address, Authorization.BEARER, keys, errors);
    }

    @Override
    public List<Model> models() {
        return models.stream().map(id -> Model.builder(id).build()).toList();
    }

    @Override
    public Reply send(ProviderRequest request) {
        ApiCall call = ApiCall.post(PATH, request.body(), request.streaming(), request.deadlines());
        UpstreamResponse response = client.send(call.model(request.model()));
        Headers headers = ReplyHeaders.safe(response.headers());
        if (request.streaming()) {
            StreamRules rules = StreamRules.untilDone(errors, PATH);
            return new Reply.Streaming(headers, WatchedStream.open(response, rules, errors, PATH));
        }
        byte[] body = Bodies.whole(response);
        if (!TopLevel.hasArray(body, "choices")) {
            throw ErrorReports.in(body) ? errors.reported(PATH, body) : errors.protocol(PATH, "has no choices");
        }
        return TokenCounts.counted(headers, body);
    }

    @Override
    public Optional<String> readinessProblem() {
        return keys.readinessProblem();
    }

    @Override
    public void close() {}
}
