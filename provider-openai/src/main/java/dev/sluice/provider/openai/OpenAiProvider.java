package dev.sluice.provider.openai;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Model;
import dev.sluice.provider.Provider;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.provider.openai.Preset.Trait;
import dev.sluice.provider.openai.chat.ChatStreamRules;
import dev.sluice.provider.openai.chat.UpstreamChatRequest;
import dev.sluice.provider.openai.models.OpenAiModelList;
import dev.sluice.provider.support.ApiCall;
import dev.sluice.provider.support.ApiClient;
import dev.sluice.provider.support.Bodies;
import dev.sluice.provider.support.ReplyHeaders;
import dev.sluice.provider.support.StreamRules;
import dev.sluice.provider.support.WatchedStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The provider of one configured upstream. */
final class OpenAiProvider implements Provider {
    private static final Deadlines LISTING = Deadlines.each(Duration.ofSeconds(20));

    private final Upstream upstream;
    private final ApiClient client;
    private final Endpoints endpoints;
    private final OpenAiModelList list;
    private final InputTokens inputTokens;

    OpenAiProvider(Upstream upstream) {
        this.upstream = upstream;
        this.client = upstream.client();
        this.endpoints = upstream.endpoints();
        this.inputTokens = new InputTokens(client, upstream.errors());
        this.list = new OpenAiModelList(
                upstream.dialects(), upstream.servesOpenAiModels(), upstream.servesOpenAiModels() ? "openai" : "");
    }

    @Override
    public List<Model> models() {
        List<String> named = upstream.models();
        if (!named.isEmpty()) {
            return named.stream().distinct().map(list::named).toList();
        }
        if (upstream.is(Trait.AZURE)) {
            throw new ProviderException(
                    ErrorKind.INVALID_REQUEST,
                    "Azure does not list deployments; name them in " + upstream.prefix() + ".models.");
        }
        String path = upstream.is(Trait.GITHUB_MODELS) ? "/../catalog/models" : "/models";
        byte[] body = Bodies.whole(client.send(headed(ApiCall.get(path, LISTING))));
        return list.read(body).orElseThrow(() -> upstream.errors().protocol(path, "is no list of models"));
    }

    @Override
    public Reply send(ProviderRequest request) {
        return request.dialect().equals(Dialect.CHAT_COMPLETIONS) ? chat(request) : other(request);
    }

    private Reply chat(ProviderRequest request) {
        UpstreamChatRequest chat = upstream.is(Trait.STRICT)
                ? UpstreamChatRequest.forStrictUpstream(request.body())
                : request.streaming() && upstream.streamUsage()
                        ? UpstreamChatRequest.askingForUsage(request.body())
                        : UpstreamChatRequest.asItIs(request.body());
        UpstreamResponse response = client.send(call(request, chat.body()));
        return request.streaming()
                ? streamed(request, response, new ChatStreamRules(upstream.errors(), chat.usageWanted()))
                : whole(request, response);
    }

    private Reply other(ProviderRequest request) {
        UpstreamResponse response = client.send(call(request, request.body()));
        return request.streaming() && request.dialect().equals(Dialect.RESPONSES)
                ? streamed(request, response, new ResponsesStreamRules(upstream.errors()))
                : whole(request, response);
    }

    @Override
    public OptionalLong countTokens(ProviderRequest request) {
        return request.dialect().equals(Dialect.RESPONSES)
                ? inputTokens.count(headed(inputTokens.call(request)))
                : OptionalLong.empty();
    }

    private ApiCall call(ProviderRequest request, byte[] body) {
        ApiCall call = ApiCall.post(path(request), body, request.streaming(), request.deadlines())
                .model(request.model());
        request.headers().first("openai-beta").ifPresent(value -> call.header("OpenAI-Beta", value));
        return headed(call);
    }

    private ApiCall headed(ApiCall call) {
        upstream.headers().forEach(call::header);
        return call;
    }

    private String path(ProviderRequest request) {
        return endpoints.path(request.dialect(), request.model());
    }

    private Reply streamed(ProviderRequest request, UpstreamResponse response, StreamRules rules) {
        Headers headers = ReplyHeaders.safe(response.headers());
        return new Reply.Streaming(
                headers, WatchedStream.open(response, rules, upstream.errors(), messagePath(request.dialect())));
    }

    private Reply whole(ProviderRequest request, UpstreamResponse response) {
        Headers headers = ReplyHeaders.safe(response.headers());
        return new WholeReply(upstream.errors(), messagePath(request.dialect()))
                .of(headers, Bodies.whole(response), request.dialect());
    }

    private static String messagePath(Dialect dialect) {
        return Endpoints.PLAIN.path(dialect, "");
    }

    @Override
    public Optional<String> readinessProblem() {
        return upstream.keys().readinessProblem().map(problem -> upstream.name() + ": " + problem);
    }

    @Override
    public void close() {
        // Nothing is held between calls.
    }
}
