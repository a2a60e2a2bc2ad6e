package dev.sluice.gateway.api;

import static dev.sluice.gateway.text.JsonObjects.array;
import static dev.sluice.gateway.text.JsonObjects.bytes;
import static dev.sluice.gateway.text.JsonObjects.object;
import static dev.sluice.gateway.text.JsonObjects.strings;

import dev.sluice.dialects.BridgedEmbeddings;
import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.gateway.http.EventFraming;
import dev.sluice.gateway.http.RateLimitFormat;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.routing.ConversationKey;
import dev.sluice.gateway.routing.Listing;
import dev.sluice.gateway.routing.Route;
import dev.sluice.gateway.routing.ShownModel;
import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Model;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Google's Gemini, after <a href="https://ai.google.dev/api">its reference</a>; errors after
 * <a href="https://cloud.google.com/apis/design/errors">Google's design guide</a>. The path names the model and the
 * method, such as {@code POST /v1beta/models/{model}:generateContent}; the model may contain slashes.
 */
class GeminiApi extends Api {
    private static final String MODELS = "/models/";
    private static final String STREAM = "streamGenerateContent";
    private static final HeaderName KEY = HeaderNames.create("x-goog-api-key");
    private static final HeaderName CLIENT = HeaderNames.create("x-goog-api-client");

    @Override
    public String path() {
        return "/v1beta/models";
    }

    @Override
    public void register(Dispatcher.Builder paths, Endpoints endpoints) {
        Endpoint methods = methods(Map.of(
                "generateContent",
                endpoints.call(this),
                STREAM,
                endpoints.call(this),
                "countTokens",
                endpoints.countTokens(this),
                "embedContent",
                endpoints.call(new Embeddings(false)),
                "batchEmbedContents",
                endpoints.call(new Embeddings(true))));
        paths.addBelow(Method.POST, "/v1beta" + MODELS, methods);
        paths.addBelow(Method.POST, "/v1" + MODELS, methods);
        paths.add(Method.GET, "/v1beta/models", endpoints.models());
        paths.addBelow(Method.GET, "/v1beta" + MODELS, endpoints.model("/v1beta" + MODELS));
    }

    private static Endpoint methods(Map<String, Endpoint> methods) {
        return (request, response, context) -> {
            String path = context.path();
            int model = path.indexOf(MODELS) + MODELS.length();
            int colon = path.lastIndexOf(':');
            Endpoint method = colon <= model ? null : methods.get(path.substring(colon + 1));
            if (method == null) {
                throw new ErrorReplyException(ErrorReply.of(
                        404,
                        ErrorReply.INVALID_REQUEST,
                        "unknown_method",
                        "Unknown method; call POST " + path.substring(0, model) + "{model}:{method} with one of "
                                + String.join(", ", new TreeSet<>(methods.keySet())) + "."));
            }
            method.handle(request, response, context);
        };
    }

    /** A colon in the path of a POST marks this API; otherwise it may be part of a model's id. */
    @Override
    public boolean claims(String method, String path) {
        return path.startsWith("/v1beta")
                || (method.equals("POST") && path.startsWith("/v1/models/") && path.indexOf(':') > 0);
    }

    @Override
    public boolean claims(Headers headers) {
        return headers.contains(KEY) || headers.contains(CLIENT);
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
    public RequestMetadata read(RequestContext context, dev.sluice.provider.Headers headers, byte[] body) {
        String path = context.path();
        int colon = path.lastIndexOf(':');
        return new RequestMetadata(
                MetadataReader.document(body),
                path.substring(path.indexOf(MODELS) + MODELS.length(), colon),
                Optional.empty(),
                path.startsWith(STREAM, colon + 1),
                headers,
                context.id());
    }

    @Override
    public ConversationKey conversation(JsonDocument document) {
        return ConversationReader.read(document, "contents");
    }

    @Override
    public ReplyModel replyModel(RequestMetadata metadata) {
        return ReplyModel.replaced("modelVersion", metadata.model());
    }

    /** The query selects server-sent events or one JSON array. */
    @Override
    public EventFraming events(ServerRequest request, RequestContext context, ReplyModel model) {
        boolean events =
                request.query().contains("alt") && request.query().get("alt").equals("sse");
        return events
                ? new GeminiStreams.Events(model, error -> error(error, context.id()))
                : new GeminiStreams.Array(model, error -> error(error, context.id()));
    }

    @Override
    public byte[] tokenCount(long tokens) {
        return bytes(object().add("totalTokens", tokens).build());
    }

    @Override
    public int status(ErrorReply error) {
        return error.status();
    }

    /** The code is in an {@code ErrorInfo}, the delay in a {@code RetryInfo}. */
    @Override
    public byte[] error(ErrorReply error, String requestId) {
        String code = error.code();
        JsonArrayBuilder details = array().add(detail("ErrorInfo")
                .add("reason", code == null ? error.type() : code)
                .add("domain", "sluice"));
        if (error.parameter() != null) {
            JsonObjectBuilder violation = object().add("field", error.parameter());
            details.add(detail("BadRequest").add("fieldViolations", array().add(violation)));
        }
        if (error.retryAfter() != null) {
            long seconds = error.retryAfter().plusNanos(999_999_999).toSeconds();
            details.add(detail("RetryInfo").add("retryDelay", seconds + "s"));
        }
        JsonObjectBuilder body = object().add("code", error.status())
                .add("message", error.message())
                .add("status", status(error.status()))
                .add("details", details);
        return bytes(object().add("error", body).build());
    }

    private static JsonObjectBuilder detail(String type) {
        return object().add("@type", "type.googleapis.com/google.rpc." + type);
    }

    private static String status(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 402, 429 -> "RESOURCE_EXHAUSTED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 499 -> "CANCELLED";
            case 501 -> "UNIMPLEMENTED";
            case 502, 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }

    /** All models, on one page. */
    @Override
    public byte[] models(Listing listing) {
        JsonArrayBuilder models = array();
        listing.models().forEach(model -> models.add(json(model)));
        return bytes(object().add("models", models).build());
    }

    @Override
    public byte[] model(ShownModel model) {
        return bytes(json(model).build());
    }

    private static JsonObjectBuilder json(ShownModel shown) {
        Model model = shown.model();
        OptionalLong input = model.promptTokens().isPresent() ? model.promptTokens() : model.contextTokens();
        JsonObjectBuilder json = object().add("name", "models/" + shown.id()).add("displayName", model.name());
        input.ifPresent(tokens -> json.add("inputTokenLimit", tokens));
        model.outputTokens().ifPresent(tokens -> json.add("outputTokenLimit", tokens));
        return json.add(
                "supportedGenerationMethods",
                strings(
                        model.dialects().contains(Dialect.EMBEDDINGS)
                                ? List.of("embedContent", "batchEmbedContents")
                                : List.of("generateContent", STREAM, "countTokens")));
    }

    @Override
    public List<HeaderName> keyHeaders() {
        return List.of(KEY);
    }

    @Override
    public Optional<String> keyParameter() {
        return Optional.of("key");
    }

    @Override
    public List<RateLimitFormat> rateLimits() {
        return List.of(OpenAiApi.RATE_LIMITS);
    }

    @Override
    public String hint() {
        return "Gemini's at /v1beta";
    }

    /** The methods {@code embedContent} and {@code batchEmbedContents}, which are translated to OpenAI's embeddings. */
    private static final class Embeddings extends GeminiApi {
        private final boolean batch;

        Embeddings(boolean batch) {
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
        public TranslatedRequest translate(Route to, Deadlines deadlines, RequestMetadata metadata, Bridges bridges) {
            BridgedEmbeddings bridged = new BridgedEmbeddings(metadata.document(), batch);
            return new TranslatedRequest(
                    metadata.to(to, deadlines, bridged.request(to.model().id())), bridged::reply, bridged.leftOut());
        }
    }
}
