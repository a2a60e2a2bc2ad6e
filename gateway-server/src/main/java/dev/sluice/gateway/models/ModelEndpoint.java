package dev.sluice.gateway.models;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventRelay;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.gateway.http.KeepAlive;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.metrics.CallLabels;
import dev.sluice.gateway.metrics.CallMetrics;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to models by one API. Where the model speaks the caller's dialect, bodies and replies pass through;
 * where it does not, they are bridged.
 */
public final class ModelEndpoint implements Endpoint {
    /** Names the fields of the request that the model was not told, as its dialect has no place for them. */
    private static final HeaderName LEFT_OUT = HeaderNames.create("x-sluice-left-out");

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
     * @param bridges turns requests and replies into other dialects
     * @param limit how many bytes a request's body may have
     */
    public record Wiring(
            ModelDirectory models,
            ClientDeparture departure,
            KeepAlive keepAlive,
            CallMetrics metrics,
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
        byte[] body = exchange.body().read(wiring.bodyLimit());
        RequestFacts facts = surface.read(request, body);
        exchange.model(facts.model());
        Call call = new Call(request, response, exchange, facts);
        try (ClientDeparture.Watch watch = wiring.departure().watch()) {
            call.run(body, watch);
        } finally {
            call.record();
        }
        if (exchange.ending() != Ending.COMPLETE) {
            throw new CloseConnectionException(
                    "the answer ended early: " + exchange.ending().label());
        }
    }

    private static ErrorReply frame(ProviderException failure) {
        return OpenAiErrors.of(failure, Exchange.CURRENT.get().id(), 1);
    }

    /** One request from its facts to its record. */
    private final class Call {
        private final ServerRequest request;
        private final ServerResponse response;
        private final Exchange exchange;
        private final RequestFacts facts;
        private @Nullable ModelRoute route;
        private @Nullable ReplyModel replyModel;
        private String error = "";

        Call(ServerRequest request, ServerResponse response, Exchange exchange, RequestFacts facts) {
            this.request = request;
            this.response = response;
            this.exchange = exchange;
            this.facts = facts;
        }

        void run(byte[] body, ClientDeparture.Watch watch) {
            try {
                ModelRoute found = wiring.models().route(facts.model(), surface.dialect());
                route = found;
                exchange.provider(found.provider());
                ModelCall call = new ModelCall(new Caller(request, response, exchange), facts, surface, relay, watch);
                replyModel = call.model();
                exchange.ending(send(found, body, call));
            } catch (ProviderException e) {
                error = FailedCall.tell(new Caller(request, response, exchange), e, watch);
            }
        }

        private Ending send(ModelRoute found, byte[] body, Function<Reply, Ending> relayed) {
            Asked asked = surface.ask(found, facts, body, wiring.bridges());
            if (!asked.leftOut().isEmpty()) {
                response.header(LEFT_OUT, String.join(", ", asked.leftOut()));
            }
            return found.send(
                    providerRequest(found, asked.request()),
                    exchange::attempts,
                    reply -> relayed.apply(asked.reply(reply)));
        }

        private ProviderRequest providerRequest(ModelRoute found, byte[] body) {
            return ProviderRequest.builder(found.dialect(), found.model().id(), body)
                    .streaming(facts.streaming())
                    .headers(PassedHeaders.ofCaller(request.headers()))
                    .requestId(exchange.id())
                    .deadlines(found.deadlines())
                    .build();
        }

        void record() {
            ModelRoute to = route;
            CallLabels labels = new CallLabels(
                    surface.operation(),
                    to == null ? CallLabels.UNKNOWN : to.provider(),
                    to == null ? CallLabels.UNKNOWN : requestModel(to),
                    to == null ? CallLabels.UNKNOWN : responseModel(to),
                    errorType());
            boolean streamed = facts.streaming() && exchange.firstByteNanos() > 0 && error.isEmpty();
            wiring.metrics()
                    .ended(
                            labels,
                            exchange.elapsedNanos(),
                            streamed ? exchange.firstByteNanos() : 0,
                            Optional.ofNullable(exchange.usage()));
            if (streamed || (facts.streaming() && exchange.ending() == Ending.CLIENT_GONE)) {
                wiring.metrics().streamEnded(exchange.ending().label());
            }
        }

        private String errorType() {
            Ending ending = exchange.ending();
            return error.isEmpty() && ending != Ending.COMPLETE ? ending.label() : error;
        }

        private String responseModel(ModelRoute to) {
            String answered = replyModel == null ? null : replyModel.answered();
            return answered != null && wiring.models().knows(to.provider(), answered) ? answered : CallLabels.UNKNOWN;
        }

        /** A provider without a list is asked for whatever the caller names; that makes no label. */
        private String requestModel(ModelRoute to) {
            return wiring.models().knows(to.provider(), to.model().id()) ? to.listedId() : CallLabels.UNKNOWN;
        }
    }
}
