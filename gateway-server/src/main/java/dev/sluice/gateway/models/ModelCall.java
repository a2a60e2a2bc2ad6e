package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Answers;
import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.EventRelay;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.gateway.http.PassedHeaders;
import dev.sluice.json.JsonException;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Passes the reply to one request on. */
final class ModelCall {
    private final ServerRequest request;
    private final ServerResponse response;
    private final Exchange exchange;
    private final RequestFacts facts;
    private final Surface surface;
    private final EventRelay relay;
    private final ClientDeparture.Watch watch;
    private final ReplyModel model;

    ModelCall(Caller caller, RequestFacts facts, Surface surface, EventRelay relay, ClientDeparture.Watch watch) {
        this.request = caller.request();
        this.response = caller.response();
        this.exchange = caller.exchange();
        this.facts = facts;
        this.surface = surface;
        this.relay = relay;
        this.watch = watch;
        this.model = surface.replyModel(facts);
    }

    ReplyModel model() {
        return model;
    }

    /**
     * Passes a reply on.
     *
     * @param reply in the caller's dialect
     * @param head sets what other headers depend on who answers; called when nothing keeps the reply from being sent
     * @throws ProviderException if it cannot be passed on; nothing has been sent then
     */
    Ending relay(Reply reply, Runnable head) {
        Runnable heads = () -> {
            PassedHeaders.ofReply(reply.headers(), response);
            head.run();
        };
        return switch (reply) {
            case Reply.Complete complete -> complete(complete, heads);
            case Reply.Streaming streaming -> stream(streaming, heads);
        };
    }

    private Ending complete(Reply.Complete reply, Runnable head) {
        if (facts.streaming()) {
            throw new ProviderException(ErrorKind.INTERNAL, "a stream was asked for, and the provider returned a body");
        }
        ByteArray body = withModel(reply.body());
        exchange.usage(reply.usage());
        // Many clients leave as soon as they have it all, which must not break off the last write.
        watch.close();
        if (watch.departed()) {
            return Ending.CLIENT_GONE;
        }
        head.run();
        try {
            Answers.json(request, response, exchange, body);
            return Ending.COMPLETE;
        } catch (CloseConnectionException e) {
            return Ending.CLIENT_GONE;
        }
    }

    private ByteArray withModel(byte[] body) {
        if (ReplyModel.objectStart(body) < 0) {
            // Such as the page of a proxy, with a status that says all is well.
            throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "The upstream's reply is not a JSON object.");
        }
        ByteArray out = new ByteArray(body.length + 64);
        try {
            model.write(body, out);
        } catch (JsonException e) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL, "The upstream's reply is not valid JSON: " + e.getMessage(), e);
        }
        return out;
    }

    private Ending stream(Reply.Streaming reply, Runnable head) {
        if (!facts.streaming()) {
            reply.close();
            throw new ProviderException(ErrorKind.INTERNAL, "a body was asked for, and the provider returned a stream");
        }
        try {
            return relay.relay(
                    reply.events(), response, exchange, surface.events(request, exchange, model), watch, head);
        } finally {
            exchange.usage(reply.events().usage());
        }
    }
}
