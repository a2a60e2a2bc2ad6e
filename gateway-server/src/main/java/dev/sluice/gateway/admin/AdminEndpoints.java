package dev.sluice.gateway.admin;

import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.JsonResponses;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.provider.ProviderProblem;
import dev.sluice.gateway.text.JsonObjects;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/**
 * Answers {@code GET /admin/providers} and {@code POST /admin/reload}. Who may ask is decided before, by {@link
 * dev.sluice.gateway.http.RequestFilter}.
 */
public final class AdminEndpoints {
    private static final Header NO_STORE = HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");

    private final Supplier<ReloadReport> reload;
    private final Supplier<List<ProviderReport>> providers;
    private final Supplier<List<ProviderProblem>> problems;
    private final Supplier<List<String>> warnings;

    /**
     * Makes the endpoints.
     *
     * @param providers all of them, running or not
     * @param problems why providers, or keys, are without effect
     * @param warnings what else is passed over, though it is no error
     */
    public AdminEndpoints(
            Supplier<ReloadReport> reload,
            Supplier<List<ProviderReport>> providers,
            Supplier<List<ProviderProblem>> problems,
            Supplier<List<String>> warnings) {
        this.reload = reload;
        this.providers = providers;
        this.problems = problems;
        this.warnings = warnings;
    }

    public void addTo(Dispatcher.Builder paths) {
        Endpoint listing = (request, response, context) ->
                send(request, response, context, AdminJson.of(providers.get(), problems.get(), warnings.get()));
        paths.add(Method.GET, "/admin/providers", listing).add(Method.POST, "/admin/reload", this::reload);
    }

    private void reload(ServerRequest request, ServerResponse response, RequestContext context) {
        ReloadReport report = reload.get();
        if (!report.errors().isEmpty()) {
            response.status(Status.create(422));
        }
        send(request, response, context, AdminJson.of(report, problems.get()));
    }

    private static void send(ServerRequest request, ServerResponse response, RequestContext context, JsonObject json) {
        response.header(NO_STORE);
        JsonResponses.json(request, response, context, JsonObjects.bytes(json));
    }
}
