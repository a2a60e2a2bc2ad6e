package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Answers;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorWords;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.resilience.FallbackRules;
import dev.sluice.gateway.resilience.Trail;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells how many tokens a request will be read as: exactly, where the model speaks the caller's dialect and its own side
 * counts; else by an estimate. No model is asked, so that none of the numbers on calls to models change.
 */
public final class TokenCountEndpoint implements Endpoint {
    /** What a trail says of a model whose own side was not asked, or does not count. */
    private static final String ESTIMATED = "estimated";

    private final Surface surface;
    private final LongFunction<String> reply;
    private final ModelEndpoint.Wiring wiring;

    /** How many there are, and of which model. */
    private record Count(long tokens, ModelRoute route) {}

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
        Caller caller = new Caller(request, response, exchange);
        Trail trail = new Trail();
        try (ClientDeparture.Watch watch = wiring.departure().watch()) {
            try {
                Count count = count(caller, facts, body, trail);
                explain(caller, count.route(), trail);
                Answers.json(
                        request, response, exchange, reply.apply(count.tokens()).getBytes(StandardCharsets.UTF_8));
            } catch (ProviderException e) {
                explain(caller, null, trail);
                FailedCall.tell(caller, e, watch);
            }
        }
        if (exchange.ending() != Ending.COMPLETE) {
            throw new CloseConnectionException(
                    "the answer ended early: " + exchange.ending().label());
        }
    }

    /** Of several models, the first that would be asked says how much it is, or the next if it cannot. */
    private Count count(Caller caller, RequestFacts facts, byte[] body, Trail trail) {
        List<ModelRoute> routes = wiring.models()
                .plan(facts.model(), surface.dialect(), () -> ConversationReader.read(body))
                .routes();
        for (ModelRoute route : routes) {
            caller.exchange().provider(route.provider());
            long started = System.nanoTime();
            try {
                OptionalLong exact = exact(caller, route, facts, body);
                Count count = new Count(exact.orElseGet(() -> estimate(body)), route);
                trail.add(route.listedId(), exact.isPresent() ? "ok" : ESTIMATED, since(started), exact.isPresent());
                return count;
            } catch (ProviderException e) {
                trail.add(route.listedId(), e.code().orElse(ErrorWords.of(e.kind())), since(started), true);
                if (route.equals(routes.getLast()) || !FallbackRules.allow(e)) {
                    throw e;
                }
            }
        }
        throw new AssertionError("a plan has a route");
    }

    private long estimate(byte[] body) {
        return wiring.bridges().estimateTokens(surface.dialect(), body);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static void explain(Caller caller, @Nullable ModelRoute counted, Trail trail) {
        if (trail.steps().size() > 1) {
            caller.exchange().tried(trail.toString());
        }
        if (Explanation.wanted(caller.request().headers())) {
            Explanation.give(caller.response(), counted, trail);
        }
    }

    private OptionalLong exact(Caller caller, ModelRoute route, RequestFacts facts, byte[] body) {
        if (!route.dialect().equals(surface.dialect())) {
            return OptionalLong.empty();
        }
        String upstreamId = route.model().id();
        return route.countTokens(ProviderRequest.builder(route.dialect(), upstreamId, facts.withModel(body, upstreamId))
                .headers(PassedHeaders.ofCaller(caller.request().headers()))
                .requestId(caller.exchange().id())
                .deadlines(route.deadlines())
                .build());
    }
}
