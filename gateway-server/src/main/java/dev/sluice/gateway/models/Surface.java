package dev.sluice.gateway.models;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.EventWriter;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.provider.Dialect;
import io.helidon.webserver.http.ServerRequest;

/** An API that callers ask models by. Safe for use by several threads. */
interface Surface {

    /** Returns what requests are written in. */
    Dialect dialect();

    /** Returns what metrics call it. */
    String operation();

    /**
     * Reads what the gateway needs of a request.
     *
     * @throws dev.sluice.gateway.http.ErrorReplyException if it is none
     */
    RequestFacts read(ServerRequest request, byte[] body);

    /**
     * Puts a request into the words of the model that it is for.
     *
     * @throws dev.sluice.provider.ProviderException if the request is wrong or can't be carried
     */
    default Asked ask(ModelRoute route, RequestFacts facts, byte[] body, Bridges bridges) {
        return route.dialect().equals(dialect())
                ? Asked.same(facts, body, route.model().id())
                : Asked.bridged(bridges.open(
                        dialect(), body, facts.model(), route.dialect(), route.model(), facts.streaming()));
    }

    /** Returns what puts the model's id that the caller used into whole replies or events. */
    ReplyModel replyModel(RequestFacts facts);

    /** Returns what writes the events of one stream. */
    EventWriter events(ServerRequest request, Exchange exchange, ReplyModel model);
}
