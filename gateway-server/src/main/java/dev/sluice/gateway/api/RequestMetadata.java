package dev.sluice.gateway.api;

import dev.sluice.gateway.routing.Route;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonText;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderRequest;
import java.util.Optional;

/**
 * A request as the gateway has read it: its body, once, and of that no more than is needed to send it on.
 *
 * @param document the body
 * @param model the model's id as the caller wrote it
 * @param modelNode where it stands in the body, if it does
 * @param streaming whether a stream is wanted
 * @param headers those that a provider may see
 * @param requestId the id that the log knows the request by
 */
public record RequestMetadata(
        JsonDocument document,
        String model,
        Optional<JsonNode> modelNode,
        boolean streaming,
        Headers headers,
        String requestId) {

    /** Returns the body with another model's id, all other bytes as they are. */
    byte[] withModel(String id) {
        return model.equals(id) || modelNode.isEmpty()
                ? document.bytes()
                : JsonEdits.of(document)
                        .set(modelNode.get(), JsonText.quoted(id))
                        .write();
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
