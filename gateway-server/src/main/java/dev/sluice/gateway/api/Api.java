package dev.sluice.gateway.api;

import dev.sluice.dialects.Bridged;
import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.ApiFormat;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.http.StreamWriter;
import dev.sluice.gateway.routing.ConversationKey;
import dev.sluice.gateway.routing.Route;
import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Headers;
import io.helidon.http.HeaderName;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One API by which callers ask models: all that the gateway knows of it, but for the translation of bodies, which is a
 * codec of {@code dialects}. Immutable, for use by any number of threads.
 */
public abstract class Api implements ApiFormat {

    /** What answers at the paths of an API. */
    public interface Endpoints {
        /** Answers requests to models. */
        Endpoint call(Api api);

        /** Counts the tokens of requests. */
        Endpoint countTokens(Api api);

        /** Lists all models. */
        Endpoint models();

        /** Shows one model, whose id stands behind {@code prefix} in the path and may have slashes of its own. */
        Endpoint model(String prefix);
    }

    /** Returns the path that messages to people name. */
    public abstract String path();

    /** Adds all paths of the API. */
    public abstract void register(Dispatcher.Builder paths, Endpoints endpoints);

    /** Returns what requests are written in. */
    public abstract Dialect dialect();

    /** Returns OpenTelemetry's word for what a call is, such as {@code chat}. */
    public abstract String operation();

    /**
     * Reads what the gateway needs of a request: here, model and stream as members of the body.
     *
     * @param headers those that a provider may see
     * @throws dev.sluice.gateway.http.ErrorReplyException if the request is none
     */
    public RequestMetadata read(RequestContext context, Headers headers, byte[] body) {
        return RequestReader.read(body, headers, context.id());
    }

    /** Reads what the request is a part of. */
    public abstract ConversationKey conversation(JsonDocument document);

    /**
     * Translates a request for one candidate; where the candidate speaks the caller's dialect, only the model's id and
     * what another upstream has signed are replaced.
     *
     * @throws dev.sluice.provider.ProviderException if the request is wrong or has no translation
     */
    public TranslatedRequest translate(Route to, Deadlines deadlines, RequestMetadata metadata, Bridges bridges) {
        if (to.dialect().equals(dialect())) {
            byte[] same = Bridges.withoutReasoningSignatures(
                    metadata.document(), metadata.withModel(to.model().id()));
            return new TranslatedRequest(metadata.to(to, deadlines, same), UnaryOperator.identity(), List.of());
        }
        Bridged bridged = bridges.open(
                dialect(), metadata.document(), metadata.model(), to.dialect(), to.model(), metadata.streaming());
        return new TranslatedRequest(metadata.to(to, deadlines, bridged.request()), bridged::reply, bridged.leftOut());
    }

    /** Returns what puts the model's id that the caller used into a whole reply or into events. */
    public abstract ReplyModel replyModel(RequestMetadata metadata);

    /** Returns what frames the events of one stream. */
    public abstract StreamWriter events(ServerRequest request, RequestContext context, ReplyModel model);

    /** Returns the id by which a later request may go on from a whole reply. */
    public Optional<String> replyId(byte[] reply) {
        return Optional.empty();
    }

    /** Returns the id by which a later request may go on from a stream, of which this is the first event's data. */
    public Optional<String> replyIdOfFirstEvent(byte[] data) {
        return Optional.empty();
    }

    /** Writes a count of tokens, as JSON; asked only of APIs that have a path for it. */
    public byte[] tokenCount(long tokens) {
        throw new IllegalStateException(path() + " counts no tokens");
    }

    @Override
    public boolean claims(String method, String path) {
        return false;
    }

    @Override
    public boolean claims(io.helidon.http.Headers headers) {
        return false;
    }

    @Override
    public List<HeaderName> requestIdHeaders() {
        return List.of();
    }

    @Override
    public List<HeaderName> keyHeaders() {
        return List.of();
    }

    @Override
    public Optional<String> keyParameter() {
        return Optional.empty();
    }

    @Override
    public List<HeaderName> requestHeaders() {
        return List.of();
    }

    @Override
    public List<String> replyHeaders() {
        return List.of();
    }

    @Override
    public String hint() {
        return "POST " + path();
    }
}
