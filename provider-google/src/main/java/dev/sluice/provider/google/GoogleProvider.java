package dev.sluice.provider.google;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.support.ApiCall;
import dev.sluice.provider.support.ApiClient;
import dev.sluice.provider.support.ApiKeys;
import dev.sluice.provider.support.Bodies;
import dev.sluice.provider.support.ModelPage;
import dev.sluice.provider.support.PathSegment;
import dev.sluice.provider.support.ReplyHeaders;
import dev.sluice.provider.support.TokenCounts;
import dev.sluice.provider.support.TopLevel;
import dev.sluice.provider.support.UpstreamErrors;
import dev.sluice.provider.support.WatchedStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The provider of Google's Gemini API. Embeddings use its OpenAI-compatible endpoint.
 *
 * @see <a href="https://ai.google.dev/api">its reference</a>
 * @see <a href="https://ai.google.dev/gemini-api/docs/openai">what it has of OpenAI's API</a>
 */
final class GoogleProvider implements Provider {
    private static final String MODELS = "/v1beta/models";
    private static final String EMBEDDINGS = "/v1beta/openai/embeddings";
    private static final Deadlines LISTING = Deadlines.each(Duration.ofSeconds(20));

    private final ApiClient client;
    private final ApiClient embedder;
    private final ApiKeys keys;
    private final UpstreamErrors errors;
    private final List<String> named;

    /** The named models are offered instead of those that the upstream lists, unless there are none. */
    GoogleProvider(ApiClient client, ApiClient embedder, ApiKeys keys, UpstreamErrors errors, List<String> named) {
        this.client = client;
        this.embedder = embedder;
        this.keys = keys;
        this.errors = errors;
        this.named = named;
    }

    @Override
    public List<Model> models() {
        if (!named.isEmpty()) {
            return named.stream().distinct().map(GoogleModelList::named).toList();
        }
        return ModelPage.all(this::page);
    }

    private ModelPage page(String token) {
        String path = MODELS + "?pageSize=1000" + (token.isEmpty() ? "" : "&pageToken=" + PathSegment.encode(token));
        byte[] body = Bodies.whole(client.send(ApiCall.get(path, LISTING)));
        return GoogleModelList.page(body).orElseThrow(() -> errors.protocol(MODELS, "is no list of models"));
    }

    @Override
    public Reply send(ProviderRequest request) {
        return request.dialect().equals(Dialect.EMBEDDINGS) ? embeddings(request) : content(request);
    }

    private Reply content(ProviderRequest request) {
        String shown = MODELS + "/" + request.model() + ":generateContent";
        String method = request.streaming() ? ":streamGenerateContent?alt=sse" : ":generateContent";
        UpstreamResponse response = client.send(call(path(request, method), request));
        Headers headers = ReplyHeaders.safe(response.headers());
        if (request.streaming()) {
            return new Reply.Streaming(
                    headers, WatchedStream.open(response, new GeminiStreamRules(errors, shown), errors, shown));
        }
        byte[] body = Bodies.whole(response);
        GeminiPart reply = GeminiPart.ofReply(body)
                .orElseThrow(() -> errors.protocol(shown, "has neither candidates nor promptFeedback, or is not JSON"));
        return reply.usage()
                .map(usage -> Reply.Complete.of(headers, body, usage))
                .orElseGet(() -> Reply.Complete.of(headers, body));
    }

    private Reply embeddings(ProviderRequest request) {
        UpstreamResponse response = embedder.send(call(EMBEDDINGS, request));
        Headers headers = ReplyHeaders.safe(response.headers());
        byte[] body = Bodies.whole(response);
        if (!TopLevel.hasArray(body, "data")) {
            throw errors.protocol(EMBEDDINGS, "has no data, or is not JSON");
        }
        return TokenCounts.counted(headers, body);
    }

    @Override
    public OptionalLong countTokens(ProviderRequest request) {
        if (!request.dialect().equals(Dialect.GEMINI)) {
            return OptionalLong.empty();
        }
        byte[] counted = CountedRequest.of(request.body(), request.model());
        byte[] body = Bodies.whole(client.send(call(path(request, ":countTokens"), request, counted)));
        OptionalLong count = TopLevel.number(body, "totalTokens");
        if (count.isEmpty()) {
            throw errors.protocol(MODELS + "/" + request.model() + ":countTokens", "has no totalTokens");
        }
        return count;
    }

    private static ApiCall call(String path, ProviderRequest request) {
        return call(path, request, request.body());
    }

    private static ApiCall call(String path, ProviderRequest request, byte[] body) {
        return ApiCall.post(path, body, request.streaming(), request.deadlines())
                .model(request.model());
    }

    private static String path(ProviderRequest request, String method) {
        return MODELS + "/" + PathSegment.encode(request.model()) + method;
    }

    @Override
    public Optional<String> readinessProblem() {
        return keys.readinessProblem().map(problem -> "Google: " + problem);
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }
}
