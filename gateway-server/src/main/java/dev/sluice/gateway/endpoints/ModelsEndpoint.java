package dev.sluice.gateway.endpoints;

import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorMapper;
import dev.sluice.gateway.http.ErrorTypes;
import dev.sluice.gateway.http.JsonResponses;
import dev.sluice.gateway.routing.Listing;
import dev.sluice.gateway.routing.Planner;
import dev.sluice.provider.ProviderException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.TreeSet;

/**
 * Answers {@code GET /models} and {@code GET /models/{id}} in the format of the client's API. A provider's failure does
 * not fail the list.
 */
final class ModelsEndpoint {
    private static final HeaderName WARNINGS = HeaderNames.create("x-provider-troubles");

    private ModelsEndpoint() {}

    /** Lists all models; providers whose models are missing or outdated are named in {@code x-provider-troubles}. */
    static Endpoint list(Planner planner) {
        return (request, response, context) -> {
            Listing listing = planner.listing();
            if (!listing.warnings().isEmpty()) {
                response.header(
                        WARNINGS,
                        String.join(", ", new TreeSet<>(listing.warnings().keySet())));
            }
            JsonResponses.json(request, response, context, context.api().models(listing));
        };
    }

    /** Shows one model, whose id follows {@code prefix} in the path. */
    static Endpoint one(Planner planner, String prefix) {
        return (request, response, context) -> {
            String id = request.prologue().uriPath().path().substring(prefix.length());
            context.model(id);
            try {
                JsonResponses.json(request, response, context, context.api().model(planner.model(id)));
            } catch (ProviderException e) {
                context.failed(ErrorTypes.of(e.kind()));
                JsonResponses.error(request, response, context, ErrorMapper.toReply(e, context.id(), false));
            }
        };
    }
}
