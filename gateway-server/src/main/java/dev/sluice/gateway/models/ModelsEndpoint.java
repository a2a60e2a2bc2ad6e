package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Answers;
import dev.sluice.gateway.http.ApiStyle;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorWords;
import dev.sluice.provider.ProviderException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;

/**
 * Answers {@code GET /models} and {@code GET /models/{id}}, each caller in its own API's shape. Never fails for a
 * provider's sake.
 */
public final class ModelsEndpoint {
    private static final HeaderName TROUBLES = HeaderNames.create("x-provider-troubles");

    private ModelsEndpoint() {}

    /**
     * Lists all models. Providers in trouble are named in the header {@code x-provider-troubles} and, to
     * OpenAI's callers, explained in the body's {@code meta}.
     *
     * @param models where they come from
     * @return the endpoint
     */
    public static Endpoint list(ModelDirectory models) {
        return (request, response, exchange) -> {
            ModelListing listing = models.listing();
            mark(listing.troubles(), response);
            Answers.json(request, response, exchange, bytes(list(exchange.style(), listing)));
        };
    }

    /**
     * Shows one model.
     *
     * @param models where it comes from
     * @param prefix what stands in front of the id in the path; the id may have slashes of its own
     * @return the endpoint
     */
    public static Endpoint one(ModelDirectory models, String prefix) {
        return (request, response, exchange) -> {
            String id = request.prologue().uriPath().path().substring(prefix.length());
            exchange.model(id);
            try {
                Answers.json(request, response, exchange, bytes(one(exchange.style(), models.find(id))));
            } catch (ProviderException e) {
                exchange.failed(ErrorWords.of(e.kind()));
                Answers.error(request, response, exchange, OpenAiErrors.of(e, exchange.id(), false));
            }
        };
    }

    private static String list(ApiStyle style, ModelListing listing) {
        return switch (style) {
            case OPENAI -> ModelJson.list(listing);
            case ANTHROPIC -> AnthropicModels.list(listing.models());
            case GEMINI -> GeminiModels.list(listing.models());
        };
    }

    private static String one(ApiStyle style, ModelListing.Entry entry) {
        return switch (style) {
            case OPENAI -> ModelJson.one(entry);
            case ANTHROPIC -> AnthropicModels.one(entry);
            case GEMINI -> GeminiModels.one(entry);
        };
    }

    private static void mark(Map<String, String> troubles, ServerResponse response) {
        if (!troubles.isEmpty()) {
            response.header(TROUBLES, String.join(", ", new TreeSet<>(troubles.keySet())));
        }
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
