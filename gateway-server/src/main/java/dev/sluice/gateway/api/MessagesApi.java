package dev.sluice.gateway.api;

import static dev.sluice.gateway.text.JsonObjects.array;
import static dev.sluice.gateway.text.JsonObjects.bytes;
import static dev.sluice.gateway.text.JsonObjects.object;
import static dev.sluice.gateway.text.JsonObjects.string;

import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.EventFraming;
import dev.sluice.gateway.http.RateLimitFormat;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.routing.ConversationKey;
import dev.sluice.gateway.routing.Listing;
import dev.sluice.gateway.routing.ShownModel;
import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Anthropic's Messages, after <a href="https://docs.anthropic.com/en/api/messages">its reference</a>; errors after
 * <a href="https://docs.anthropic.com/en/api/errors">theirs</a>.
 */
final class MessagesApi extends Api {
    /** Anthropic's status for an upstream or gateway that is temporarily unavailable. */
    private static final int OVERLOADED = 529;

    private static final HeaderName VERSION = HeaderNames.create("anthropic-version");
    private static final RateLimitFormat RATE_LIMITS = RateLimitFormat.withTimes("anthropic-ratelimit-%1$s-%2$s");
    private static final Set<String> NAMING = Set.of("message_start");

    /** Replaces an unknown date; the field is required. */
    private static final Instant CREATED_UNKNOWN = Instant.parse("2025-01-01T00:00:00Z");

    @Override
    public String path() {
        return "/v1/messages";
    }

    @Override
    public void register(Dispatcher.Builder paths, Endpoints endpoints) {
        for (String prefix : OpenAiApi.PREFIXES) {
            paths.add(Method.POST, prefix + "/messages", endpoints.call(this));
            paths.add(Method.POST, prefix + "/messages/count_tokens", endpoints.countTokens(this));
        }
    }

    @Override
    public boolean claims(String method, String path) {
        int start = path.startsWith("/v1/") ? 3 : 0;
        return path.startsWith("/messages", start) && (path.length() == start + 9 || path.charAt(start + 9) == '/');
    }

    @Override
    public boolean claims(Headers headers) {
        return headers.contains(VERSION);
    }

    @Override
    public Dialect dialect() {
        return Dialect.MESSAGES;
    }

    @Override
    public String operation() {
        return "chat";
    }

    @Override
    public ConversationKey conversation(JsonDocument document) {
        return ConversationReader.read(document, "messages");
    }

    @Override
    public ReplyModel replyModel(RequestMetadata metadata) {
        return metadata.streaming()
                ? ReplyModel.within("message", metadata.model())
                : ReplyModel.replaced("model", metadata.model());
    }

    @Override
    public EventFraming events(ServerRequest request, RequestContext context, ReplyModel model) {
        return new TypedEvents(model, NAMING, (error, sequence) -> error(error, context.id()));
    }

    @Override
    public byte[] tokenCount(long tokens) {
        return bytes(object().add("input_tokens", tokens).build());
    }

    @Override
    public int status(ErrorReply error) {
        return error.status() == 503 ? OVERLOADED : error.status();
    }

    /** {@code {"type":"error","error":{"type","message"},"request_id"}}. */
    @Override
    public byte[] error(ErrorReply error, String requestId) {
        JsonObjectBuilder body = object().add("type", type(status(error))).add("message", message(error));
        return bytes(object().add("type", "error")
                .add("error", body)
                .add("request_id", requestId)
                .build());
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case OVERLOADED -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    /** The message starts with the code, for which this API has no member of its own. */
    private static String message(ErrorReply error) {
        String code = error.code();
        return code == null || error.message().contains(code) ? error.message() : code + ": " + error.message();
    }

    /** All models, on one page. */
    @Override
    public byte[] models(Listing listing) {
        List<ShownModel> models = listing.models();
        JsonArrayBuilder data = array();
        models.forEach(model -> data.add(json(model)));
        JsonObjectBuilder body = object().add("data", data);
        body.add(
                "first_id",
                string(Optional.ofNullable(
                        models.isEmpty() ? null : models.getFirst().id())));
        body.add("has_more", false);
        body.add(
                "last_id",
                string(Optional.ofNullable(
                        models.isEmpty() ? null : models.getLast().id())));
        return bytes(body.build());
    }

    @Override
    public byte[] model(ShownModel model) {
        return bytes(json(model).build());
    }

    private static JsonObjectBuilder json(ShownModel shown) {
        Instant created = shown.model().created().orElse(CREATED_UNKNOWN);
        return object().add("type", "model")
                .add("id", shown.id())
                .add("display_name", shown.model().name())
                .add("created_at", created.toString());
    }

    @Override
    public List<HeaderName> requestIdHeaders() {
        return List.of(HeaderNames.create("request-id"));
    }

    @Override
    public List<HeaderName> keyHeaders() {
        return List.of(HeaderNames.create("x-api-key"));
    }

    @Override
    public List<RateLimitFormat> rateLimits() {
        return List.of(OpenAiApi.RATE_LIMITS, RATE_LIMITS);
    }

    @Override
    public List<HeaderName> requestHeaders() {
        return List.of(HeaderNames.create("anthropic-beta"), VERSION);
    }

    @Override
    public List<String> replyHeaders() {
        return List.of("anthropic-ratelimit-");
    }
}
