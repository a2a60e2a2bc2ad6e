package com.example.acme;

import dev.sluice.provider.*;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Models behind an API that speaks OpenAI's chat completions. */
record AcmeProvider(UpstreamClient http, Settings settings) implements Provider {
    static final Setting<URI> URL = Setting.url("url", URI.create("https://api.acme.example/v1"), "Where the API is.");
    static final Setting<SecretSource> KEY = Setting.secret("api-key", "The API key.");
    static final Setting<List<String>> MODELS = Setting.list("models", List.of("large", "small"), "The models.");

    @Override
    public List<Model> models() {
        return settings.get(MODELS).stream().map(id -> Model.builder(id).build()).toList();
    }

    @Override
    public Reply send(ProviderRequest request) {
        Secret key = settings.get(KEY).first().orElseThrow(() ->
                new ProviderException(ErrorKind.SIGN_IN_REQUIRED, "Acme needs a key: set ACME_API_KEY in .env."));
        Headers headers = Headers.of("Authorization", "Bearer " + key.reveal(), "Content-Type", "application/json");
        URI address = URI.create(settings.get(URL) + "/chat/completions");
        UpstreamResponse response = http.send(UpstreamRequest.post(address, headers, request.body(), request.deadlines()));
        try {
            check(response, request.streaming() ? "text/event-stream" : "application/json");
            return request.streaming()
                    ? new Reply.Streaming(Headers.empty(), new AcmeStream(response.events()))
                    : Reply.Complete.of(Headers.empty(), response.bytes(64 << 20));
        } catch (ProviderException e) {
            response.close();
            throw e;
        }
    }

    private static void check(UpstreamResponse response, String wanted) {
        String type = response.headers().first("Content-Type").orElse("nothing");
        if (response.status() == 200 && type.startsWith(wanted)) {
            return;
        }
        ErrorKind kind = switch (response.status()) {
            case 200 -> ErrorKind.UPSTREAM_PROTOCOL;
            case 401 -> ErrorKind.SIGN_IN_REQUIRED;
            case 403 -> ErrorKind.NOT_ENTITLED;
            case 404 -> ErrorKind.UNKNOWN_MODEL;
            case 429 -> ErrorKind.RATE_LIMITED;
            default -> response.status() < 500 ? ErrorKind.INVALID_REQUEST : ErrorKind.UPSTREAM_UNAVAILABLE;
        };
        String message = "Acme answered " + response.status() + " with " + type + ".";
        ProviderException.Builder failure = ProviderException.builder(kind, message).upstreamStatus(response.status());
        response.headers().first("Retry-After").filter(wait -> wait.matches("\\d{1,6}"))
                .ifPresent(wait -> failure.retryAfter(Duration.ofSeconds(Long.parseLong(wait))));
        throw failure.build();
    }

    @Override
    public void close() {}
}
