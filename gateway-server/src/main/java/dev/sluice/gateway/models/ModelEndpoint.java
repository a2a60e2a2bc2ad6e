package dev.sluice.gateway.models;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventRelay;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.gateway.http.KeepAlive;
import dev.sluice.gateway.limits.Admission;
import dev.sluice.gateway.metrics.CallMetrics;
import dev.sluice.provider.ProviderException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.LongSupplier;

/**
 * Answers requests to models by one API. Where the model speaks the caller's dialect, bodies and replies pass through;
 * where it does not, they are bridged.
 */
public final class ModelEndpoint implements Endpoint {
    private final Surface surface;
    private final Wiring wiring;
    private final EventRelay relay;

    /**
     * What all such endpoints use.
     *
     * @param models finds the model
     * @param departure notices that the client leaves
     * @param keepAlive keeps silent streams alive
     * @param metrics where calls are recorded
     * @param limits holds requests to limits
     * @param bridges turns requests and replies into other dialects
     * @param limit how many bytes a request's body may have
     */
    public record Wiring(
            ModelDirectory models,
            ClientDeparture departure,
            KeepAlive keepAlive,
            CallMetrics metrics,
            RequestLimits limits,
            Bridges bridges,
            LongSupplier limit) {

        long bodyLimit() {
            return limit.getAsLong();
        }
    }

    private ModelEndpoint(Surface surface, Wiring wiring) {
        this.surface = surface;
        this.wiring = wiring;
        this.relay = new EventRelay(wiring.keepAlive(), ModelEndpoint::frame);
    }

    /**
     * Answers {@code POST /chat/completions}.
     *
     * @param wiring what it uses
     * @return the endpoint
     */
    public static ModelEndpoint chat(Wiring wiring) {
        return new ModelEndpoint(BodySurface.CHAT, wiring);
    }

    /**
     * Answers {@code POST /completions}.
     *
     * @param wiring what it uses
     * @return the endpoint
     */
    public static ModelEndpoint completions(Wiring wiring) {
        return new ModelEndpoint(BodySurface.COMPLETIONS, wiring);
    }

    /**
     * Answers {@code POST /embeddings}.
     *
     * @param wiring what it uses
     * @return the endpoint
     */
    public static ModelEndpoint embeddings(Wiring wiring) {
        return new ModelEndpoint(BodySurface.EMBEDDINGS, wiring);
    }

    /**
     * Answers {@code POST /responses}.
     *
     * @param wiring what it uses
     * @return the endpoint
     */
    public static ModelEndpoint responses(Wiring wiring) {
        return new ModelEndpoint(BodySurface.RESPONSES, wiring);
    }

    /**
     * Answers {@code POST /messages}.
     *
     * @param wiring what it uses
     * @return the endpoint
     */
    public static ModelEndpoint messages(Wiring wiring) {
        return new ModelEndpoint(BodySurface.MESSAGES, wiring);
    }

    /**
     * Answers {@code POST /models/{model}:generateContent} or {@code :streamGenerateContent}.
     *
     * @param prefix what stands in front of the model in the path
     * @param streaming whether it is the latter
     * @param wiring what it uses
     * @return the endpoint
     */
    public static ModelEndpoint gemini(String prefix, boolean streaming, Wiring wiring) {
        return new ModelEndpoint(new GeminiSurface(prefix, streaming), wiring);
    }

    /**
     * Answers {@code POST /models/{model}:embedContent} or {@code :batchEmbedContents}.
     *
     * @param prefix what stands in front of the model in the path
     * @param batch whether it is the latter
     * @param wiring what it uses
     * @return the endpoint
     */
    static ModelEndpoint embed(String prefix, boolean batch, Wiring wiring) {
        return new ModelEndpoint(new EmbedSurface(prefix, batch), wiring);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response, Exchange exchange) {
        Caller caller = new Caller(request, response, exchange);
        try (Admission admission = wiring.limits().admit(caller)) {
            byte[] body = exchange.body().read(wiring.bodyLimit());
            RequestFacts facts = surface.read(request, body);
            exchange.model(facts.model());
            if (facts.streaming()) {
                admission.stream();
            }
            answer(caller, facts, body, admission);
        } catch (ProviderException e) {
            // Only limits throw it here: what models fail with is told where they are asked.
            FailedCall.refuse(caller, e);
        }
    }

    private void answer(Caller caller, RequestFacts facts, byte[] body, Admission admission) {
        Exchange exchange = caller.exchange();
        ModelRequest asked = new ModelRequest(caller, facts, surface, wiring);
        try (ClientDeparture.Watch watch = wiring.departure().watch()) {
            asked.run(body, relay, watch);
        } finally {
            asked.record();
            wiring.limits().charge(exchange, admission);
        }
        if (exchange.ending() != Ending.COMPLETE) {
            throw new CloseConnectionException(
                    "the answer ended early: " + exchange.ending().label());
        }
    }

    private static ErrorReply frame(ProviderException failure) {
        return OpenAiErrors.of(failure, Exchange.CURRENT.get().id(), false);
    }
}
