package dev.sluice.gateway.request;

import dev.sluice.gateway.api.Api;
import dev.sluice.gateway.api.RequestMetadata;
import dev.sluice.gateway.http.ClientDisconnect;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorTypes;
import dev.sluice.gateway.http.JsonResponses;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.http.StreamOutcome;
import dev.sluice.gateway.resilience.AttemptLog;
import dev.sluice.gateway.routing.Route;
import dev.sluice.gateway.routing.RoutePlan;
import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts the tokens of one request: exactly if the model's provider supports it, else by an estimate. Each provider is
 * called at most once; a request that would have to be translated for it is estimated if that fails. No model is
 * called, so the metrics of calls do not change.
 */
public final class TokenCountRequest {
    /** The outcome in the attempt log of a model whose provider does not count. */
    private static final String ESTIMATED = "estimated";

    /** How long to wait for a number that an estimate can replace. */
    private static final Duration COUNT_TIMEOUT = Duration.ofSeconds(10);

    private final Api api;
    private final RequestServices services;
    private final ServerRequest request;
    private final ServerResponse response;
    private final RequestContext context;
    private final AttemptLog log = new AttemptLog();

    private TokenCountRequest(
            Api api, RequestServices services, ServerRequest request, ServerResponse response, RequestContext context) {
        this.api = api;
        this.services = services;
        this.request = request;
        this.response = response;
        this.context = context;
    }

    /** Returns the endpoint that counts the tokens of requests of one API. */
    public static Endpoint endpoint(Api api, RequestServices services) {
        return (request, response, context) ->
                new TokenCountRequest(api, services, request, response, context).answer();
    }

    private void answer() {
        byte[] body = context.body().read(services.bodyLimit().getAsLong());
        RequestMetadata metadata = api.read(context, services.headers().ofRequest(request.headers()), body);
        context.model(metadata.model());
        try (ClientDisconnect.Watch client = services.disconnects().watch()) {
            try {
                Counted counted = count(metadata);
                explain(Optional.of(counted.route()));
                JsonResponses.json(request, response, context, api.tokenCount(counted.tokens()));
            } catch (ProviderException e) {
                explain(Optional.empty());
                ErrorResponse.send(request, response, context, e, client);
            }
        }
        if (context.outcome() != StreamOutcome.COMPLETE) {
            throw new CloseConnectionException(
                    "the reply ended early: " + context.outcome().label());
        }
    }

    private void explain(Optional<Route> counted) {
        if (log.entries().size() > 1) {
            context.tried(log.toString());
        }
        Explanation.report(request.headers(), response, counted.orElse(null), log);
    }

    /** The tokens that the model of a route would read. */
    private record Counted(long tokens, Route route) {}

    /** Counts for the first candidate, or the next one if that fails. */
    private Counted count(RequestMetadata metadata) {
        RoutePlan plan =
                services.planner().plan(metadata.model(), api.dialect(), () -> api.conversation(metadata.document()));
        for (Route route : plan.candidates()) {
            context.provider(route.provider().id());
            Deadlines deadlines = services.deadlines().get().of(route.listedId(), plan.requestedId());
            Optional<Counted> counted = route.dialect().equals(api.dialect())
                    ? countNatively(
                            route,
                            deadlines,
                            metadata,
                            route.equals(plan.candidates().getLast()))
                    : Optional.of(countTranslated(route, deadlines, metadata));
            if (counted.isPresent()) {
                return counted.get();
            }
        }
        throw new AssertionError("a plan has a candidate");
    }

    private Optional<Counted> countNatively(Route route, Deadlines deadlines, RequestMetadata metadata, boolean last) {
        long started = System.nanoTime();
        try {
            OptionalLong exact = services.calls()
                    .countTokens(
                            route,
                            api.translate(route, deadlines, metadata, services.bridges())
                                    .request());
            return Optional.of(
                    exact.isPresent() ? exact(route, exact.getAsLong(), started) : estimate(route, metadata, started));
        } catch (ProviderException e) {
            failed(route, e, started);
            if (last || !FallbackRules.allow(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Counted countTranslated(Route route, Deadlines deadlines, RequestMetadata metadata) {
        long started = System.nanoTime();
        Optional<byte[]> translated = translated(route, metadata);
        if (translated.isPresent()) {
            try {
                OptionalLong exact = services.calls()
                        .countTokens(route, metadata.to(route, atMost(COUNT_TIMEOUT, deadlines), translated.get()));
                if (exact.isPresent()) {
                    return exact(route, exact.getAsLong(), started);
                }
            } catch (ProviderException e) {
                failed(route, e, started);
                if (e.kind() == ErrorKind.CANCELLED) {
                    throw e;
                }
            }
        }
        return estimate(route, metadata, started);
    }

    /** Empty if the request cannot be translated; one that is invalid is refused by the estimate as well. */
    private Optional<byte[]> translated(Route route, RequestMetadata metadata) {
        try {
            return Optional.of(
                    services.bridges().count(api.dialect(), metadata.document(), route.dialect(), route.model()));
        } catch (ProviderException e) {
            if (e.kind() == ErrorKind.CANCELLED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Deadlines atMost(Duration limit, Deadlines deadlines) {
        return new Deadlines(
                shorter(limit, deadlines.connect()),
                shorter(limit, deadlines.firstByte()),
                shorter(limit, deadlines.idle()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Counted exact(Route route, long tokens, long started) {
        log.sending();
        log.add(route.listedId(), "ok", since(started));
        return new Counted(tokens, route);
    }

    private Counted estimate(Route route, RequestMetadata metadata, long started) {
        long tokens = services.bridges().estimateTokens(api.dialect(), metadata.document(), route.model());
        log.add(route.listedId(), ESTIMATED, since(started));
        return new Counted(tokens, route);
    }

    private void failed(Route route, ProviderException failure, long started) {
        log.sending();
        log.add(route.listedId(), failure.code().orElse(ErrorTypes.of(failure.kind())), since(started));
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
