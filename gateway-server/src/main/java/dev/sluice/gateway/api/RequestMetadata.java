package dev.sluice.gateway.api;

import dev.sluice.gateway.routing.Route;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonSpan;
import dev.sluice.json.JsonText;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderRequest;
import java.util.Optional;

/**
 * What the gateway reads of a request: nothing but what it needs to send it on.
 *
 * @param model the model's id as the caller wrote it
 * @param modelSpan where it stands in the body, if it does
 * @param streaming whether a stream is wanted
 * @param headers those that a provider may see
 * @param requestId the id that the log knows the request by
 */
public record RequestMetadata(
        String model, Optional<JsonSpan> modelSpan, boolean streaming, Headers headers, String requestId) {

    /** Returns the body with another model's id, all other bytes as they are. */
    byte[] withModel(byte[] body, String id) {
        return model.equals(id) || modelSpan.isEmpty()
                ? body
                : JsonEdits.of(body)
                        .replace(modelSpan.get(), JsonText.quoted(id))
                        .apply();
    }

    /** Addresses a body, which is in the route's dialect, to the route's provider. */
    public ProviderRequest to(Route route, Deadlines deadlines, byte[] body) {
        return ProviderRequest.builder(route.dialect(), route.model().id(), body)
                .streaming(streaming)
                .headers(headers)
                .requestId(requestId)
                .deadlines(deadlines)
                .build();
    }
}
