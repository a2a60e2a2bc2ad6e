package dev.sluice.gateway.openai;

import dev.sluice.gateway.http.Answers;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorWords;
import dev.sluice.gateway.http.EventRelay;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.gateway.http.KeepAlive;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.gateway.metrics.CallLabels;
import dev.sluice.gateway.metrics.CallMetrics;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers requests to models in one dialect, whose bodies and replies pass through. */
public final class ModelEndpoint implements Endpoint {
    private static final System.Logger LOG = System.getLogger(ModelEndpoint.class.getName());

    private final Dialect dialect;
    private final String operation;
    private final Wiring wiring;
    private final EventRelay relay;

    /**
     * What all such endpoints use.
     *
     * @param models finds the model
     * @param departure notices that the client leaves
     * @param keepAlive keeps silent streams alive
     * @param metrics where calls are recorded
     * @param bodyLimit how many bytes a request's body may have
     */
    public record Wiring(
            ModelDirectory models,
            ClientDeparture departure,
            KeepAlive keepAlive,
            CallMetrics metrics,
            long bodyLimit) {}

    private ModelEndpoint(Dialect dialect, String operation, Wiring wiring) {
        this.dialect = dialect;
        this.operation = operation;
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
        return new ModelEndpoint(Dialect.CHAT_COMPLETIONS, "chat", wiring);
    }

    /**
     * Answers {@code POST /embeddings}.
     *
     * @param wiring what it uses
     * @return the endpoint
     */
    public static ModelEndpoint embeddings(Wiring wiring) {
        return new ModelEndpoint(Dialect.EMBEDDINGS, "embeddings", wiring);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response, Exchange exchange) {
        byte[] body = exchange.body().read(wiring.bodyLimit());
        RequestFacts facts = RequestReader.read(body);
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
                ModelRoute found = wiring.models().route(facts.model(), dialect);
                route = found;
                exchange.provider(found.provider());
                ModelCall call = new ModelCall(request, response, exchange, facts, relay, watch);
                replyModel = call.model();
                exchange.ending(found.send(providerRequest(found, body), exchange::attempts, call));
            } catch (ProviderException e) {
                failed(e, watch);
            }
        }

        private ProviderRequest providerRequest(ModelRoute found, byte[] body) {
            String upstreamId = found.model().id();
            return ProviderRequest.builder(dialect, upstreamId, facts.withModel(body, upstreamId))
                    .streaming(facts.streaming())
                    .headers(PassedHeaders.ofCaller(request.headers()))
                    .requestId(exchange.id())
                    .deadlines(found.deadlines())
                    .build();
        }

        private void failed(ProviderException e, ClientDeparture.Watch watch) {
            error = ErrorWords.of(e.kind());
            exchange.failed(error);
            if (e.kind() == ErrorKind.CANCELLED) {
                if (watch.departed()) {
                    exchange.ending(Ending.CLIENT_GONE);
                    return;
                }
                // Whoever interrupted does not want the answer cut: the socket would not survive the flag.
                Thread.interrupted();
            }
            if (e.kind() == ErrorKind.INTERNAL) {
                // The stack is in the log already, written where the provider's code is called.
                LOG.log(System.Logger.Level.ERROR, "request " + exchange.id() + " met a defect: " + e.getMessage());
            }
            e.upstreamRequestId().ifPresent(id -> response.header("x-upstream-request-id", id));
            Answers.error(request, response, exchange, OpenAiErrors.of(e, exchange.id(), exchange.attempts()));
        }

        void record() {
            ModelRoute to = route;
            CallLabels labels = new CallLabels(
                    operation,
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
