package dev.sluice.provider.testkit.contract;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.Setting;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider that keeps every contract; the tests break one at a time. */
class ExampleProvider implements Provider {
    static final Setting<URI> URL = Setting.url("url", URI.create("https://api.example.test/v1"), "The API.");
    static final Setting<SecretSource> KEY = Setting.secret("api-key", "The API key.");

    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    protected final ProviderContext context;

    ExampleProvider(ProviderContext context) {
        this.context = context;
    }

    @Override
    public List<Model> models() {
        URI uri = URI.create(context.settings().get(URL) + "/models");
        try (UpstreamResponse response = context.http().send(UpstreamRequest.get(uri, headers(), Requests.DEADLINES))) {
            check(response, "application/json");
            return ID.matcher(new String(response.bytes(1 << 20), java.nio.charset.StandardCharsets.UTF_8))
                    .results()
                    .map(found -> Model.builder(found.group(1)).build())
                    .toList();
        }
    }

    @Override
    public Reply send(ProviderRequest request) {
        URI uri = URI.create(context.settings().get(URL) + "/chat/completions");
        UpstreamResponse response =
                context.http().send(UpstreamRequest.post(uri, headers(), request.body(), request.deadlines()));
        try {
            check(response, request.streaming() ? "text/event-stream" : "application/json");
            return request.streaming()
                    ? new Reply.Streaming(Headers.empty(), new WholeChat(response.events()))
                    : Reply.Complete.of(Headers.empty(), response.bytes(1 << 24));
        } catch (ProviderException e) {
            response.close();
            throw e;
        }
    }

    private Headers headers() {
        String key = context.settings()
                .get(KEY)
                .first()
                .orElseThrow(() -> new ProviderException(ErrorKind.SIGN_IN_REQUIRED, "no key"))
                .reveal();
        return Headers.of("Authorization", "Bearer " + key, "Content-Type", "application/json");
    }

    protected void check(UpstreamResponse response, String type) {
        int status = response.status();
        if (status != 200) {
            ProviderException.Builder failure = ProviderException.builder(kind(status), "the upstream says " + status)
                    .upstreamStatus(status);
            response.headers()
                    .first("Retry-After")
                    .ifPresent(seconds -> failure.retryAfter(Duration.ofSeconds(Long.parseLong(seconds))));
            throw failure.build();
        }
        if (!response.headers().first("Content-Type").orElse("").startsWith(type)) {
            throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "the upstream sent no " + type);
        }
    }

    protected ErrorKind kind(int status) {
        return switch (status) {
            case 401 -> ErrorKind.SIGN_IN_REQUIRED;
            case 403 -> ErrorKind.NOT_ENTITLED;
            case 404 -> ErrorKind.UNKNOWN_MODEL;
            case 429 -> ErrorKind.RATE_LIMITED;
            default -> status >= 500 ? ErrorKind.UPSTREAM_UNAVAILABLE : ErrorKind.INVALID_REQUEST;
        };
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /** Makes providers that are broken, or not. */
    record Factory(java.util.function.Function<ProviderContext, Provider> maker) implements ProviderFactory {
        @Override
        public String id() {
            return "example";
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(URL, KEY);
        }

        @Override
        public Provider create(ProviderContext context) {
            return maker.apply(context);
        }
    }

    /** Ends where the dialect does. */
    static final class WholeChat implements EventStream {
        private final EventStream events;
        private boolean done;

        WholeChat(EventStream events) {
            this.events = events;
        }

        @Override
        public @Nullable ServerSentEvent next() {
            ServerSentEvent event = events.next();
            if (event == null && !done) {
                throw new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "the upstream broke off");
            }
            done |= event != null && event.text().equals("[DONE]");
            return event;
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
