package dev.sluice.gateway.models;

import dev.sluice.dialects.BridgedEmbeddings;
import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.EventWriter;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.provider.Dialect;
import io.helidon.webserver.http.ServerRequest;

/** {@code POST /models/{model}:embedContent} and {@code :batchEmbedContents}, asked of models as OpenAI's embeddings. */
final class EmbedSurface implements Surface {
    private final GeminiSurface gemini;
    private final boolean batch;

    /**
     * Makes the surface of one method.
     *
     * @param prefix what stands in front of the model in the path
     * @param batch whether the method takes many texts
     */
    EmbedSurface(String prefix, boolean batch) {
        this.gemini = new GeminiSurface(prefix, false);
        this.batch = batch;
    }

    @Override
    public Dialect dialect() {
        return Dialect.EMBEDDINGS;
    }

    @Override
    public String operation() {
        return "embeddings";
    }

    @Override
    public RequestFacts read(ServerRequest request, byte[] body) {
        return gemini.read(request, body);
    }

    @Override
    public Asked ask(ModelRoute route, RequestFacts facts, byte[] body, Bridges bridges) {
        return Asked.bridged(new BridgedEmbeddings(body, batch), route.model().id());
    }

    @Override
    public ReplyModel replyModel(RequestFacts facts) {
        return gemini.replyModel(facts);
    }

    @Override
    public EventWriter events(ServerRequest request, Exchange exchange, ReplyModel model) {
        return gemini.events(request, exchange, model);
    }
}
