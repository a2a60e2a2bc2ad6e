package dev.sluice.gateway.api;

import dev.sluice.dialects.Bridged;
import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.ApiFormat;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.EventFraming;
import dev.sluice.gateway.http.RequestContext;
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
 * One API for model requests: all that the gateway knows of it, except the translation of bodies, which is a codec of
 * {@code dialects}. Immutable, safe for use by several threads.
 */
public abstract class Api implements ApiFormat {

    /** The endpoints that are registered at the paths of an API. */
    public interface Endpoints {
        /** Answers model requests. */
        Endpoint call(Api api);

        /** Counts the tokens of requests. */
        Endpoint countTokens(Api api);

        /** Lists all models. */
        Endpoint models();

        /** Shows one model, whose id follows {@code prefix} in the path and may contain slashes. */
        Endpoint model(String prefix);
    }

    /** Returns the path that messages name. */
    public abstract String path();

    /** Registers all paths of the API. */
    public abstract void register(Dispatcher.Builder paths, Endpoints endpoints);

    /** Returns the dialect of its requests. */
    public abstract Dialect dialect();

    /** Returns OpenTelemetry's name of the operation, such as {@code chat}. */
    public abstract String operation();

    /**
     * Reads what the gateway needs of a request; as a rule, model and stream are members of the body. {@code headers}
     * are those that are forwarded to a provider.
     *
     * @throws dev.sluice.gateway.http.ErrorReplyException if the request is invalid
     */
    public RequestMetadata read(RequestContext context, Headers headers, byte[] body) {
        return MetadataReader.read(body, headers, context.id());
    }

    /** Reads what identifies the conversation of a request. */
    public abstract ConversationKey conversation(JsonDocument document);

    /**
     * Translates a request for one candidate. If the candidate speaks the client's dialect, only the model's id and
     * reasoning signed by another upstream are replaced.
     *
     * @throws dev.sluice.provider.ProviderException if the request is invalid or has no translation
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

    /** Returns what writes the model's id as the client sent it into a whole reply or into events. */
    public abstract ReplyModel replyModel(RequestMetadata metadata);

    /** Returns the framing of the events of one stream. */
    public abstract EventFraming events(ServerRequest request, RequestContext context, ReplyModel model);

    /** Returns the id by which a later request may continue a whole reply. */
    public Optional<String> replyId(byte[] reply) {
        return Optional.empty();
    }

    /** Returns the id by which a later request may continue a stream, from its first event's data. */
    public Optional<String> replyIdOfFirstEvent(byte[] data) {
        return Optional.empty();
    }

    /** Writes a count of tokens, as JSON; called only for APIs that have a path for it. */
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
