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
 * A request as the gateway has read it: its body, and of that only what is needed to send it on.
 *
 * @param model the model's id as the client wrote it
 * @param modelNode its place in the body, if it is there
 * @param headers those that are forwarded to a provider
 * @param requestId the id that the log names the request by
 */
public record RequestMetadata(
        JsonDocument document,
        String model,
        Optional<JsonNode> modelNode,
        boolean streaming,
        Headers headers,
        String requestId) {

    /** Returns the body with another model's id, all other bytes unchanged. */
    byte[] withModel(String id) {
        return model.equals(id) || modelNode.isEmpty()
                ? document.bytes()
                : JsonEdits.of(document)
                        .set(modelNode.get(), JsonText.quoted(id))
                        .write();
    }

    /** Builds the provider's request from a body in the route's dialect. */
    public ProviderRequest to(Route route, Deadlines deadlines, byte[] body) {
        return ProviderRequest.builder(route.dialect(), route.model().id(), body)
                .streaming(streaming)
                .headers(headers)
                .requestId(requestId)
                .deadlines(deadlines)
                .build();
    }
}
