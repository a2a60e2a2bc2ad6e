package dev.sluice.gateway.api;

import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.ErrorReply;
import dev.sluice.gateway.http.ErrorReplyException;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.routing.ConversationKey;
import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.Headers;
import io.helidon.http.Method;

/** OpenAI's embeddings, after <a href="https://platform.openai.com/docs/api-reference/embeddings">its reference</a>. */
final class EmbeddingsApi extends OpenAiApi {
    @Override
    public String path() {
        return "/v1/embeddings";
    }

    @Override
    public void register(Dispatcher.Builder paths, Endpoints endpoints) {
        for (String prefix : PREFIXES) {
            paths.add(Method.POST, prefix + "/embeddings", endpoints.call(this));
        }
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
    public RequestMetadata read(RequestContext context, Headers headers, byte[] body) {
        RequestMetadata metadata = super.read(context, headers, body);
        if (metadata.streaming()) {
            throw new ErrorReplyException(ErrorReply.invalid(
                    "stream", "unsupported_parameter", "Embeddings cannot be streamed; omit 'stream'."));
        }
        return metadata;
    }

    @Override
    public ConversationKey conversation(JsonDocument document) {
        return ConversationReader.read(document, "input");
    }

    @Override
    public String hint() {
        return "";
    }
}
