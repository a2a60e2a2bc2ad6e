package dev.sluice.gateway.api;

import dev.sluice.dialects.Bridges;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.routing.ConversationKey;
import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import io.helidon.http.Method;

/** OpenAI's text completions, after <a href="https://platform.openai.com/docs/api-reference/completions">its reference</a>. */
final class CompletionsApi extends OpenAiApi {
    @Override
    public String path() {
        return "/v1/completions";
    }

    @Override
    public void register(Dispatcher.Builder paths, Endpoints endpoints) {
        for (String prefix : PREFIXES) {
            paths.add(Method.POST, prefix + "/completions", endpoints.call(this));
        }
    }

    @Override
    public Dialect dialect() {
        return Bridges.COMPLETIONS;
    }

    @Override
    public String operation() {
        return "text_completion";
    }

    @Override
    public ConversationKey conversation(JsonDocument document) {
        return ConversationReader.read(document, "prompt");
    }

    @Override
    public String hint() {
        return "";
    }
}
