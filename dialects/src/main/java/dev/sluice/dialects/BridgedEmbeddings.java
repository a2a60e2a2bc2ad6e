package dev.sluice.dialects;

import dev.sluice.dialects.embeddings.Embeddings;
import dev.sluice.dialects.form.Embedded;
import dev.sluice.dialects.gemini.EmbedContents;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import java.util.List;

/** One request for vectors of a caller who speaks Gemini, asked of a model in OpenAI's embeddings. */
public final class BridgedEmbeddings {
    private final boolean batch;
    private final LeftOut leftOut = new LeftOut();
    private final Embedded wanted;

    /**
     * Reads a request.
     *
     * @param request what {@code :embedContent} or {@code :batchEmbedContents} takes
     * @param batch whether it is the latter
     * @throws ProviderException with {@link ErrorKind#INVALID_REQUEST} and the field to blame, if the request is wrong
     */
    public BridgedEmbeddings(JsonDocument request, boolean batch) {
        this.batch = batch;
        this.wanted = batch
                ? EmbedContents.readBatch(Bridges.object(request), leftOut)
                : EmbedContents.readOne(Bridges.object(request), leftOut);
    }

    /**
     * Returns the request for the model.
     *
     * @param model the upstream's own id of the model
     * @return OpenAI's JSON
     */
    public byte[] request(String model) {
        return Embeddings.write(wanted, model);
    }

    /**
     * Names what the caller said and the model is not told.
     *
     * @return the fields as the caller knows them, without indices
     */
    public List<String> leftOut() {
        return leftOut.names();
    }

    /**
     * Turns the model's reply into the caller's.
     *
     * @param reply a whole one
     * @return Gemini's
     * @throws ProviderException with {@link ErrorKind#UPSTREAM_PROTOCOL} if it has not a vector for each text
     */
    public Reply reply(Reply reply) {
        if (!(reply instanceof Reply.Complete complete)) {
            throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "The upstream streams vectors.");
        }
        List<JsonNode> vectors = JsonNodes.read(complete.body())
                .map(object -> Embeddings.read(object, wanted.texts().size()))
                .orElseThrow(() -> new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL, "The upstream's reply is not a JSON object."));
        byte[] body = batch ? EmbedContents.writeBatch(vectors) : EmbedContents.writeOne(vectors);
        return complete.usage()
                .map(usage -> Reply.Complete.of(complete.headers(), body, usage))
                .orElseGet(() -> Reply.Complete.of(complete.headers(), body));
    }
}
