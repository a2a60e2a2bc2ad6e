package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Answers;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.resilience.FallbackRules;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Tells how many tokens a request will be read as: exactly, where the model speaks the caller's dialect and its own side
 * counts; else by an estimate. No model is asked, so that none of the numbers on calls to models change.
 */
public final class TokenCountEndpoint implements Endpoint {
    private final Surface surface;
    private final LongFunction<String> reply;
    private final ModelEndpoint.Wiring wiring;

    private TokenCountEndpoint(Surface surface, LongFunction<String> reply, ModelEndpoint.Wiring wiring) {
        this.surface = surface;
        this.reply = reply;
        this.wiring = wiring;
    }

    /**
     * Answers {@code POST /messages/count_tokens}.
     *
     * @param wiring what it uses
     * @return the endpoint
     */
    public static Endpoint messages(ModelEndpoint.Wiring wiring) {
        return new TokenCountEndpoint(BodySurface.MESSAGES, count -> "{\"input_tokens\":" + count + "}", wiring);
    }

    /**
     * Answers {@code POST /responses/input_tokens}.
     *
     * @param wiring what it uses
     * @return the endpoint
     */
    public static Endpoint responses(ModelEndpoint.Wiring wiring) {
        return new TokenCountEndpoint(
                BodySurface.RESPONSES,
                count -> "{\"object\":\"response.input_tokens\",\"input_tokens\":" + count + "}",
                wiring);
    }

    /**
     * Answers {@code POST /models/{model}:countTokens}.
     *
     * @param prefix what stands in front of the model in the path
     * @param wiring what it uses
     * @return the endpoint
     */
    static Endpoint gemini(String prefix, ModelEndpoint.Wiring wiring) {
        return new TokenCountEndpoint(
                new GeminiSurface(prefix, false), count -> "{\"totalTokens\":" + count + "}", wiring);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response, Exchange exchange) {
        byte[] body = exchange.body().read(wiring.bodyLimit());
        RequestFacts facts = surface.read(request, body);
        exchange.model(facts.model());
        try (ClientDeparture.Watch watch = wiring.departure().watch()) {
            try {
                long count = count(request, exchange, facts, body);
                Answers.json(request, response, exchange, reply.apply(count).getBytes(StandardCharsets.UTF_8));
            } catch (ProviderException e) {
                FailedCall.tell(new Caller(request, response, exchange), e, watch);
            }
        }
        if (exchange.ending() != Ending.COMPLETE) {
            throw new CloseConnectionException(
                    "the answer ended early: " + exchange.ending().label());
        }
    }

    /** Of several models, the first that would be asked says how much it is, or the next if it cannot. */
    private long count(ServerRequest request, Exchange exchange, RequestFacts facts, byte[] body) {
        List<ModelRoute> routes = wiring.models()
                .plan(facts.model(), surface.dialect(), () -> ConversationReader.read(body))
                .routes();
        for (ModelRoute route : routes) {
            exchange.provider(route.provider());
            try {
                OptionalLong exact = exact(request, exchange, route, facts, body);
                return exact.isPresent() ? exact.getAsLong() : wiring.bridges().estimateTokens(surface.dialect(), body);
            } catch (ProviderException e) {
                if (route.equals(routes.getLast()) || !FallbackRules.allow(e)) {
                    throw e;
                }
            }
        }
        throw new AssertionError("a plan has a route");
    }

    private OptionalLong exact(
            ServerRequest request, Exchange exchange, ModelRoute route, RequestFacts facts, byte[] body) {
        if (!route.dialect().equals(surface.dialect())) {
            return OptionalLong.empty();
        }
        String upstreamId = route.model().id();
        return route.countTokens(ProviderRequest.builder(route.dialect(), upstreamId, facts.withModel(body, upstreamId))
                .headers(PassedHeaders.ofCaller(request.headers()))
                .requestId(exchange.id())
                .deadlines(route.deadlines())
                .build());
    }
}
