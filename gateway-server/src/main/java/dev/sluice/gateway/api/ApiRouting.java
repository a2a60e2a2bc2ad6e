package dev.sluice.gateway.api;

import dev.sluice.gateway.auth.SignInEndpoints;
import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.RequestFilter;
import dev.sluice.gateway.metrics.CallMetrics;
import dev.sluice.gateway.metrics.HttpMetrics;
import dev.sluice.gateway.models.GeminiMethods;
import dev.sluice.gateway.models.ModelEndpoint;
import dev.sluice.gateway.models.ModelsEndpoint;
import dev.sluice.gateway.models.RequestLimits;
import dev.sluice.gateway.models.ResponsesSocket;
import dev.sluice.gateway.models.StoredResponses;
import dev.sluice.gateway.models.TokenCountEndpoint;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;

/** Which path leads where. */
public final class ApiRouting {
    private ApiRouting() {}

    /**
     * Puts the filter of every request and the API's endpoints on a routing. Paths that are not the API's are left to
     * what else is registered; the listener's direct handlers should be
     * {@link dev.sluice.gateway.http.JsonErrorHandler#handlers()}, so that the rest is answered in JSON, and its
     * {@code max-payload-size} unlimited, since the API's own limit keeps the connection.
     *
     * @param routing the routing, before features with paths of their own
     * @param deps what the API is put together from
     */
    public static void register(HttpRouting.Builder routing, ApiDependencies deps) {
        routing.addFilter(new RequestFilter(
                deps.access(), deps.loops(), deps.log(), new HttpMetrics(deps.meters()), deps.clock()));
        routing.any(dispatcher(deps));
    }

    private static Dispatcher dispatcher(ApiDependencies deps) {
        Dispatcher.Builder paths = Dispatcher.builder();
        ModelEndpoint.Wiring wiring = new ModelEndpoint.Wiring(
                deps.models(),
                deps.departure(),
                deps.keepAlive(),
                new CallMetrics(deps.meters()),
                new RequestLimits(deps.limits(), deps.clock()),
                deps.bridges(),
                deps.bodyLimit());
        openAi(paths, deps, wiring);
        for (String prefix : List.of("/v1", "")) {
            paths.add(Method.POST, prefix + "/messages", ModelEndpoint.messages(wiring));
            paths.add(Method.POST, prefix + "/messages/count_tokens", TokenCountEndpoint.messages(wiring));
        }
        gemini(paths, deps, wiring);
        new SignInEndpoints(deps.signIns(), deps.clock()).addTo(paths);
        return paths.build();
    }

    private static void openAi(Dispatcher.Builder paths, ApiDependencies deps, ModelEndpoint.Wiring wiring) {
        Endpoint chat = ModelEndpoint.chat(wiring);
        Endpoint responses = ModelEndpoint.responses(wiring);
        Endpoint completions = ModelEndpoint.completions(wiring);
        Endpoint embeddings = ModelEndpoint.embeddings(wiring);
        Endpoint models = ModelsEndpoint.list(deps.models());
        for (String prefix : List.of("/v1", "", "/api")) {
            paths.add(Method.POST, prefix + "/chat/completions", chat);
            paths.add(Method.GET, prefix + "/models", models);
            String one = prefix + "/models/";
            paths.add(Method.GET, one, ModelsEndpoint.one(deps.models(), one));
        }
        for (String prefix : List.of("/v1", "")) {
            paths.add(Method.POST, prefix + "/completions", completions);
            paths.add(Method.POST, prefix + "/embeddings", embeddings);
            paths.add(Method.POST, prefix + "/responses", responses);
            paths.add(Method.POST, prefix + "/responses/input_tokens", TokenCountEndpoint.responses(wiring));
            paths.add(Method.GET, prefix + "/responses", ResponsesSocket.REFUSAL);
            for (Method method : List.of(Method.GET, Method.POST, Method.DELETE)) {
                paths.add(method, prefix + "/responses/", StoredResponses.NONE);
            }
        }
    }

    private static void gemini(Dispatcher.Builder paths, ApiDependencies deps, ModelEndpoint.Wiring wiring) {
        for (String version : List.of("/v1beta", "/v1")) {
            String prefix = version + "/models/";
            paths.add(Method.POST, prefix, GeminiMethods.of(prefix, wiring));
        }
        paths.add(Method.GET, "/v1beta/models", ModelsEndpoint.list(deps.models()));
        paths.add(Method.GET, "/v1beta/models/", ModelsEndpoint.one(deps.models(), "/v1beta/models/"));
    }
}
