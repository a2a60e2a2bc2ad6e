package dev.sluice.provider.anthropic;

import dev.sluice.provider.Deadlines;
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
 * The provider of Anthropic's API.
 *
 * @see <a href="https://docs.anthropic.com/en/api/overview">its reference</a>
 */
final class AnthropicProvider implements Provider {
    static final String MESSAGES = "/v1/messages";

    private static final String COUNT_TOKENS = "/v1/messages/count_tokens";
    private static final String VERSION = "anthropic-version";
    private static final String OLDEST_VERSION = "2023-06-01";
    private static final String BETA = "anthropic-beta";
    private static final Deadlines LISTING = Deadlines.each(Duration.ofSeconds(20));

    private final ApiClient client;
    private final ApiKeys keys;
    private final UpstreamErrors errors;
    private final List<String> named;

    /** The named models are offered instead of those that the upstream lists, unless there are none. */
    AnthropicProvider(ApiClient client, ApiKeys keys, UpstreamErrors errors, List<String> named) {
        this.client = client;
        this.keys = keys;
        this.errors = errors;
        this.named = named;
    }

    @Override
    public List<Model> models() {
        if (!named.isEmpty()) {
            return named.stream().distinct().map(AnthropicModelList::named).toList();
        }
        return ModelPage.all(this::page);
    }

    private ModelPage page(String after) {
        String path = "/v1/models?limit=1000" + (after.isEmpty() ? "" : "&after_id=" + after);
        byte[] body = Bodies.whole(client.send(ApiCall.get(path, LISTING).header(VERSION, OLDEST_VERSION)));
        return AnthropicModelList.page(body).orElseThrow(() -> errors.protocol("/v1/models", "is no list of models"));
    }

    @Override
    public Reply send(ProviderRequest request) {
        UpstreamResponse response = client.send(call(MESSAGES, request));
        Headers headers = ReplyHeaders.safe(response.headers());
        if (request.streaming()) {
            return new Reply.Streaming(
                    headers, WatchedStream.open(response, new MessagesStreamRules(errors), errors, MESSAGES));
        }
        byte[] body = Bodies.whole(response);
        if (!TopLevel.hasArray(body, "content")) {
            throw errors.protocol(MESSAGES, "has no content, or is not JSON");
        }
        return TokenCounts.counted(headers, body);
    }

    @Override
    public OptionalLong countTokens(ProviderRequest request) {
        byte[] body = Bodies.whole(client.send(call(COUNT_TOKENS, request)));
        OptionalLong count = TopLevel.number(body, "input_tokens");
        if (count.isEmpty()) {
            throw errors.protocol(COUNT_TOKENS, "has no input_tokens");
        }
        return count;
    }

    private static ApiCall call(String path, ProviderRequest request) {
        ApiCall call = ApiCall.post(path, request.body(), request.streaming(), request.deadlines())
                .model(request.model())
                .header(VERSION, request.headers().first(VERSION).orElse(OLDEST_VERSION));
        request.headers().first(BETA).ifPresent(betas -> call.header(BETA, betas));
        return call;
    }

    @Override
    public Optional<String> readinessProblem() {
        return keys.readinessProblem().map(problem -> "Anthropic: " + problem);
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }
}
