package dev.sluice.gateway.api;

import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.routing.ConversationKey;
import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import io.helidon.http.Method;

/**
 * OpenAI's chat completions, after <a href="https://platform.openai.com/docs/api-reference/chat">its reference</a>, and
 * its list of models. For all clients that no other API claims.
 */
final class ChatApi extends OpenAiApi {
    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    /** Also below {@code /api}, as in earlier versions. */
    @Override
    public void register(Dispatcher.Builder paths, Endpoints endpoints) {
        for (String prefix : new String[] {"/v1", "", "/api"}) {
            paths.add(Method.POST, prefix + "/chat/completions", endpoints.call(this));
            paths.add(Method.GET, prefix + "/models", endpoints.models());
            String one = prefix + "/models/";
            paths.addBelow(Method.GET, one, endpoints.model(one));
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.CHAT_COMPLETIONS;
    }

    @Override
    public String operation() {
        return "chat";
    }

    @Override
    public ConversationKey conversation(JsonDocument document) {
        return ConversationReader.read(document, "messages");
    }
}
