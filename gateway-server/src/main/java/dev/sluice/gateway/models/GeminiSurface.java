package dev.sluice.gateway.models;

import dev.sluice.gateway.http.EventWriter;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.provider.Dialect;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/**
 * {@code POST /models/{model}:generateContent} and {@code :streamGenerateContent}: the path names the model and whether
 * a stream is wanted, the query whether it comes as events or as one JSON array.
 */
final class GeminiSurface implements Surface {
    private final String prefix;
    private final boolean streaming;

    /**
     * Makes the surface of one method.
     *
     * @param prefix what stands in front of the model in the path
     * @param streaming whether the method streams
     */
    GeminiSurface(String prefix, boolean streaming) {
        this.prefix = prefix;
        this.streaming = streaming;
    }

    @Override
    public Dialect dialect() {
        return Dialect.GEMINI;
    }

    @Override
    public String operation() {
        return "chat";
    }

    @Override
    public RequestFacts read(ServerRequest request, byte[] body) {
        RequestReader.check(body);
        String path = Exchange.CURRENT.get().path();
        return new RequestFacts(path.substring(prefix.length(), path.lastIndexOf(':')), Optional.empty(), streaming);
    }

    @Override
    public ReplyModel replyModel(RequestFacts facts) {
        return ReplyModel.replaced("modelVersion", facts.model());
    }

    @Override
    public EventWriter events(ServerRequest request, Exchange exchange, ReplyModel model) {
        boolean events =
                request.query().contains("alt") && request.query().get("alt").equals("sse");
        return events ? new GeminiEvents(model, exchange.id()) : new GeminiArray(model, exchange.id());
    }
}
