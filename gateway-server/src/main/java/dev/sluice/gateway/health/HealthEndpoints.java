package dev.sluice.gateway.health;

import static dev.sluice.gateway.text.JsonObjects.array;
import static dev.sluice.gateway.text.JsonObjects.bytes;
import static dev.sluice.gateway.text.JsonObjects.object;
import static dev.sluice.gateway.text.JsonObjects.string;
import static dev.sluice.gateway.text.JsonObjects.strings;

import dev.sluice.gateway.http.Dispatcher;
import dev.sluice.gateway.http.Drain;
import dev.sluice.gateway.http.RequestContext;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Answers {@code /health}, 200 for as long as the process lives, and {@code /ready}, 200 while it can serve. */
public final class HealthEndpoints {
    private final String version;
    private final Clock clock;
    private final Instant started;
    private final Drain drain;
    private final Supplier<List<ProviderState>> providers;
    private final Supplier<List<String>> problems;
    private final IntSupplier generation;

    /**
     * Makes the endpoints.
     *
     * @param providers those that run; answers without blocking
     * @param problems what was wrong with others, a sentence each, without secrets
     * @param generation which configuration is in effect, counted from the start
     */
    public HealthEndpoints(
            String version,
            Clock clock,
            Drain drain,
            Supplier<List<ProviderState>> providers,
            Supplier<List<String>> problems,
            IntSupplier generation) {
        this.version = version;
        this.clock = clock;
        this.started = clock.instant();
        this.drain = drain;
        this.providers = providers;
        this.problems = problems;
        this.generation = generation;
    }

    public void addTo(Dispatcher.Builder paths) {
        paths.add(Method.GET, "/health", this::health).add(Method.GET, "/ready", this::ready);
    }

    private void health(ServerRequest request, ServerResponse response, RequestContext context) {
        JsonObjectBuilder body = object().add("status", drain.isStarted() ? "stopping" : "ok")
                .add("version", version)
                .add(
                        "uptime_seconds",
                        Duration.between(started, clock.instant()).toSeconds());
        send(request, response, Status.OK_200, body);
    }

    private void ready(ServerRequest request, ServerResponse response, RequestContext context) {
        List<ProviderState> states = providers.get();
        boolean able =
                states.stream().anyMatch(state -> state.readinessProblem().isEmpty());
        String status = drain.isStarted() ? "stopping" : able ? "ready" : "not_ready";
        JsonArrayBuilder each = array();
        states.forEach(state -> each.add(json(state)));
        JsonObjectBuilder body = object().add("status", status)
                .add("config_generation", generation.getAsInt())
                .add("providers", each)
                .add("problems", strings(problems(states).toList()));
        boolean serving = able && !drain.isStarted();
        send(request, response, serving ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, body);
    }

    private Stream<String> problems(List<ProviderState> states) {
        Stream<String> none = states.isEmpty() ? Stream.of("no provider is loaded") : Stream.empty();
        return Stream.concat(none, problems.get().stream());
    }

    private static JsonObjectBuilder json(ProviderState state) {
        return object().add("id", state.id())
                .add("ready", state.readinessProblem().isEmpty())
                .add("reason", string(state.readinessProblem()));
    }

    private static void send(ServerRequest request, ServerResponse response, Status status, JsonObjectBuilder body) {
        response.status(status).header(HeaderValues.CONTENT_TYPE_JSON).header(HeaderValues.CACHE_NO_CACHE);
        byte[] json = bytes(body.build());
        if (request.prologue().method().equals(Method.HEAD)) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(json.length))
                    .send();
        } else {
            response.send(json);
        }
    }
}
