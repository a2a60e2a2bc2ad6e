package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Answers;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.gateway.resilience.Trail;
import dev.sluice.provider.ProviderException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells how many tokens a request will be read as: exactly, where the model's own side counts; else by an estimate. No
 * model is asked, so that none of the numbers on calls to models change.
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
        Caller caller = new Caller(request, response, exchange);
        Trail trail = new Trail();
        try (ClientDeparture.Watch watch = wiring.departure().watch()) {
            try {
                TokenCount count = new TokenCounting(surface, caller, wiring, trail).count(facts, body);
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

    private static void explain(Caller caller, @Nullable ModelRoute counted, Trail trail) {
        if (trail.steps().size() > 1) {
            caller.exchange().tried(trail.toString());
        }
        if (Explanation.wanted(caller.request().headers())) {
            Explanation.give(caller.response(), counted, trail);
        }
    }
}
