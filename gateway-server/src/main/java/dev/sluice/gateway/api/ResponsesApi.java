package dev.sluice.gateway.api;

import static dev.sluice.gateway.text.JsonObjects.bytes;
import static dev.sluice.gateway.text.JsonObjects.object;
import static dev.sluice.gateway.text.JsonObjects.string;

import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.gateway.http.EventFraming;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.routing.ConversationKey;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.Dialect;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** OpenAI's Responses, after <a href="https://platform.openai.com/docs/api-reference/responses">its reference</a>. */
final class ResponsesApi extends OpenAiApi {
    /** The events that contain the whole reply so far, and name the model in it. */
    private static final Set<String> NAMING = Set.of(
            "response.created",
            "response.in_progress",
            "response.queued",
            "response.completed",
            "response.incomplete",
            "response.failed");

    /**
     * Agents try the WebSocket form of Responses by {@code GET}. After a 426 they fall back to {@code POST} at once; after
     * any other status they retry.
     */
    private static final Endpoint NO_WEBSOCKET = (request, response, context) -> {
        response.header(HeaderNames.ALLOW, "POST, OPTIONS");
        boolean socket = request.headers().contains(HeaderNames.UPGRADE);
        throw new ErrorReplyException(ErrorReply.of(
                socket ? 426 : 405,
                ErrorReply.INVALID_REQUEST,
                socket ? "websocket_not_supported" : "method_not_allowed",
                "Create responses by POST; WebSocket is not supported."));
    };

    private static final Endpoint NOTHING_STORED = (request, response, context) -> {
        throw new ErrorReplyException(ErrorReply.of(
                404,
                ErrorReply.INVALID_REQUEST,
                "response_not_found",
                "The gateway does not store responses: send the whole input with every request, and 'store': false."));
    };

    @Override
    public String path() {
        return "/v1/responses";
    }

    @Override
    public void register(Dispatcher.Builder paths, Endpoints endpoints) {
        for (String prefix : PREFIXES) {
            paths.add(Method.POST, prefix + "/responses", endpoints.call(this));
            paths.add(Method.POST, prefix + "/responses/input_tokens", endpoints.countTokens(this));
            paths.add(Method.GET, prefix + "/responses", NO_WEBSOCKET);
            for (Method method : List.of(Method.GET, Method.POST, Method.DELETE)) {
                paths.addBelow(method, prefix + "/responses/", NOTHING_STORED);
            }
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.RESPONSES;
    }

    @Override
    public String operation() {
        return "chat";
    }

    @Override
    public ConversationKey conversation(JsonDocument document) {
        return ConversationReader.read(document, "input");
    }

    @Override
    public ReplyModel replyModel(RequestMetadata metadata) {
        return metadata.streaming()
                ? ReplyModel.within("response", metadata.model())
                : ReplyModel.replaced("model", metadata.model());
    }

    @Override
    public EventFraming events(ServerRequest request, RequestContext context, ReplyModel model) {
        return new TypedEvents(model, NAMING, ResponsesApi::errorEvent);
    }

    private static byte[] errorEvent(ErrorReply error, long sequence) {
        JsonObjectBuilder json = object().add("type", "error");
        json.add("code", string(Optional.ofNullable(error.code())));
        json.add("message", error.message());
        json.add("param", string(Optional.ofNullable(error.parameter())));
        return bytes(json.add("sequence_number", sequence).build());
    }

    @Override
    public Optional<String> replyId(byte[] reply) {
        return text(reply, "id");
    }

    @Override
    public Optional<String> replyIdOfFirstEvent(byte[] data) {
        return text(data, "response", "id");
    }

    /** Invalid JSON has no id; it is reported when it is relayed. */
    private static Optional<String> text(byte[] json, String... path) {
        try {
            JsonNode found = JsonDocument.locate(json, path);
            return found.is(Kind.STRING) ? Optional.of(found.string()) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] tokenCount(long tokens) {
        return bytes(object().add("object", "response.input_tokens")
                .add("input_tokens", tokens)
                .build());
    }
}
