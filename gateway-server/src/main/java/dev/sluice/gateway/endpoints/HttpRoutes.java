package dev.sluice.gateway.endpoints;

import dev.sluice.gateway.api.Api;
import dev.sluice.gateway.api.Apis;
import dev.sluice.gateway.auth.SignInEndpoints;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.RequestFilter;
import dev.sluice.gateway.metrics.HttpMetrics;
import dev.sluice.gateway.request.ModelRequest;
import dev.sluice.gateway.request.RequestServices;
import dev.sluice.gateway.request.TokenCountRequest;
import io.helidon.webserver.http.HttpRouting;

/** Registers everything that the gateway answers, by its path. */
public final class HttpRoutes {
    private HttpRoutes() {}

    /**
     * Adds the filter of every request and the endpoints of all paths. Other paths are left to other handlers; the
     * listener's direct handlers should be
     * {@link dev.sluice.gateway.http.ServerErrorHandler#handlers}, so that their errors are in JSON, and its
     * {@code max-payload-size} unlimited, since the API's own limit keeps the connection open.
     */
    public static void register(HttpRouting.Builder routing, ApiDependencies deps) {
        routing.addFilter(new RequestFilter(
                Apis.FORMATS,
                deps.access(),
                deps.drain(),
                deps.loops(),
                deps.log(),
                new HttpMetrics(deps.meters()),
                deps.clock()));
        Dispatcher.Builder paths = Dispatcher.builder();
        Api.Endpoints endpoints = endpoints(deps.services());
        Apis.ALL.forEach(api -> api.register(paths, endpoints));
        new SignInEndpoints(deps.signIns(), deps.clock()).addTo(paths);
        deps.others().forEach(each -> each.accept(paths));
        routing.any(paths.build());
    }

    private static Api.Endpoints endpoints(RequestServices services) {
        return new Api.Endpoints() {
            @Override
            public Endpoint call(Api api) {
                return ModelRequest.endpoint(api, services);
            }

            @Override
            public Endpoint countTokens(Api api) {
                return TokenCountRequest.endpoint(api, services);
            }

            @Override
            public Endpoint models() {
                return ModelsEndpoint.list(services.planner());
            }

            @Override
            public Endpoint model(String prefix) {
                return ModelsEndpoint.one(services.planner(), prefix);
            }
        };
    }
}
