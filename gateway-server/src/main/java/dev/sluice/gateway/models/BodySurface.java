package dev.sluice.gateway.models;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.gateway.http.EventWriter;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.provider.Dialect;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The APIs whose requests name the model and the wish for a stream in their body. */
final class BodySurface implements Surface {
    /** {@code POST /chat/completions}. */
    static final Surface CHAT =
            new BodySurface(Dialect.CHAT_COMPLETIONS, "chat", BodySurface::inserted, BodySurface::chatEvents);

    /** {@code POST /completions}. */
    static final Surface COMPLETIONS =
            new BodySurface(Bridges.COMPLETIONS, "text_completion", BodySurface::inserted, BodySurface::chatEvents);

    /** {@code POST /embeddings}. */
    static final Surface EMBEDDINGS =
            new BodySurface(Dialect.EMBEDDINGS, "embeddings", BodySurface::inserted, BodySurface::chatEvents);

    /** {@code POST /responses}. */
    static final Surface RESPONSES = new BodySurface(
            Dialect.RESPONSES, "chat", replacedOrWithin("response"), (exchange, model) -> TypedEvents.responses(model));

    /** {@code POST /messages}. */
    static final Surface MESSAGES = new BodySurface(
            Dialect.MESSAGES,
            "chat",
            replacedOrWithin("message"),
            (exchange, model) -> TypedEvents.messages(model, exchange.id()));

    private final Dialect dialect;
    private final String operation;
    private final Function<RequestFacts, ReplyModel> models;
    private final BiFunction<Exchange, ReplyModel, EventWriter> events;

    private BodySurface(
            Dialect dialect,
            String operation,
            Function<RequestFacts, ReplyModel> models,
            BiFunction<Exchange, ReplyModel, EventWriter> events) {
        this.dialect = dialect;
        this.operation = operation;
        this.models = models;
        this.events = events;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public String operation() {
        return operation;
    }

    @Override
    public RequestFacts read(ServerRequest request, byte[] body) {
        RequestFacts facts = RequestReader.read(body);
        if (facts.streaming() && dialect.equals(Dialect.EMBEDDINGS)) {
            throw new ErrorReplyException(ErrorReply.invalid(
                    "stream", "unsupported_parameter", "Embeddings come as a whole; leave 'stream' out."));
        }
        return facts;
    }

    @Override
    public ReplyModel replyModel(RequestFacts facts) {
        return models.apply(facts);
    }

    @Override
    public EventWriter events(ServerRequest request, Exchange exchange, ReplyModel model) {
        return events.apply(exchange, model);
    }

    private static ReplyModel inserted(RequestFacts facts) {
        return ReplyModel.inserted(facts.model());
    }

    /** A whole reply names its model at its top, a stream within the events that hold the whole reply so far. */
    private static Function<RequestFacts, ReplyModel> replacedOrWithin(String outer) {
        return facts -> facts.streaming()
                ? ReplyModel.within(outer, facts.model())
                : ReplyModel.replaced("model", facts.model());
    }

    private static EventWriter chatEvents(Exchange exchange, ReplyModel model) {
        return new ChatEvents(model);
    }
}
