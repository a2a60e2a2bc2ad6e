package dev.sluice.gateway.request;

import dev.sluice.gateway.api.Api;
import dev.sluice.gateway.api.ReplyModel;
import dev.sluice.gateway.api.RequestMetadata;
import dev.sluice.gateway.http.ByteArray;
import dev.sluice.gateway.http.ClientDisconnect;
import dev.sluice.gateway.http.Endpoint;
import dev.sluice.gateway.http.ErrorTypes;
import dev.sluice.gateway.http.JsonResponses;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.http.StreamOutcome;
import dev.sluice.gateway.limits.Admission;
import dev.sluice.gateway.resilience.AttemptLog;
import dev.sluice.gateway.routing.ModelDeadlines;
import dev.sluice.gateway.routing.Route;
import dev.sluice.gateway.routing.RoutePlan;
import dev.sluice.json.JsonException;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Executes one model request: admission, planning, candidates, relay. {@link #answer()} reads top to bottom as its
 * stages. Bodies and replies are forwarded if the model speaks the client's dialect, and translated if not. For use by
 * the request's thread.
 */
public final class ModelRequest {
    /** Names the fields of the request that were not sent to the model, as its dialect has no place for them. */
    private static final HeaderName LEFT_OUT = HeaderNames.create("x-sluice-left-out");

    private final Api api;
    private final RequestServices services;
    private final ServerRequest request;
    private final ServerResponse response;
    private final RequestContext context;
    private final AttemptLog log = new AttemptLog();
    private @Nullable Route route;
    private @Nullable ReplyModel replyModel;
    private String error = "";
    private boolean refused;
    private ClientDisconnect.Watch client = ClientDisconnect.Watch.NONE;

    private ModelRequest(
            Api api, RequestServices services, ServerRequest request, ServerResponse response, RequestContext context) {
        this.api = api;
        this.services = services;
        this.request = request;
        this.response = response;
        this.context = context;
    }

    /** Returns the endpoint for model requests of one API. */
    public static Endpoint endpoint(Api api, RequestServices services) {
        return (request, response, context) -> new ModelRequest(api, services, request, response, context).answer();
    }

    /** The stages of a request: admit, read, plan, reserve; per candidate guard and attempt, relay; record. */
    private void answer() {
        try (Admission admission = admit()) {
            RequestMetadata metadata = read();
            try (ClientDisconnect.Watch _ = watch()) {
                RoutePlan plan = plan(metadata);
                reserve(admission, metadata);
                try (FallbackExecutor candidates = candidates(plan, metadata)) {
                    boolean relayed = false;
                    while (!relayed) {
                        CandidateCall call = candidates.next();
                        relayed = relay(call, metadata, plan, candidates);
                    }
                }
            } catch (ProviderException e) {
                fail(e);
            } finally {
                record(admission, metadata);
            }
        } catch (ProviderException e) {
            ErrorResponse.send(request, response, context, e);
        }
        if (context.outcome() != StreamOutcome.COMPLETE) {
            throw new CloseConnectionException(
                    "the reply ended early: " + context.outcome().label());
        }
    }

    private Admission admit() {
        return services.limits().admit(response, context);
    }

    private RequestMetadata read() {
        byte[] body = context.body().read(services.bodyLimit().getAsLong());
        RequestMetadata metadata = api.read(context, services.headers().ofRequest(request.headers()), body);
        context.body().reserve(metadata.document().indexBytes());
        context.model(metadata.model());
        return metadata;
    }

    private ClientDisconnect.Watch watch() {
        client = services.disconnects().watch();
        return client;
    }

    private RoutePlan plan(RequestMetadata metadata) {
        RoutePlan plan =
                services.planner().plan(metadata.model(), api.dialect(), () -> api.conversation(metadata.document()));
        answeredBy(plan.candidates().getFirst());
        return plan;
    }

    private void reserve(Admission admission, RequestMetadata metadata) {
        if (metadata.streaming()) {
            refused = true;
            admission.stream();
            refused = false;
        }
    }

    private FallbackExecutor candidates(RoutePlan plan, RequestMetadata metadata) {
        ModelDeadlines deadlines = services.deadlines().get();
        String requested = plan.requestedId();
        return new FallbackExecutor(
                plan,
                services.calls(),
                log,
                to -> api.translate(to, deadlines.of(to.listedId(), requested), metadata, services.bridges()),
                to -> metadata.streaming()
                        ? deadlines.streamTotal(to.listedId(), requested)
                        : deadlines.total(to.listedId(), requested));
    }

    /** Returns false if the reply turned out to be invalid, and another candidate is to be called. */
    private boolean relay(CandidateCall call, RequestMetadata metadata, RoutePlan plan, FallbackExecutor candidates) {
        try (call) {
            try {
                answeredBy(call.route());
                ReplyModel shown = api.replyModel(metadata);
                replyModel = shown;
                context.outcome(
                        switch (call.reply()) {
                            case Reply.Complete reply -> whole(reply, metadata, shown, () -> head(call, plan));
                            case Reply.Streaming reply -> stream(reply, metadata, shown, () -> head(call, plan));
                        });
                call.relayed();
                return true;
            } catch (ProviderException e) {
                candidates.rejected(call, e, context.firstByteNanos() == 0);
                return false;
            }
        }
    }

    private void answeredBy(Route to) {
        route = to;
        context.provider(to.provider().id());
    }

    private StreamOutcome whole(Reply.Complete reply, RequestMetadata metadata, ReplyModel shown, Runnable head) {
        if (metadata.streaming()) {
            throw new ProviderException(ErrorKind.INTERNAL, "a stream was requested, but the provider returned a body");
        }
        ByteArray body = withModel(reply.body(), shown);
        context.usage(reply.usage());
        // Many clients disconnect as soon as they have it all, which must not abort the last write.
        client.close();
        if (client.disconnected()) {
            return StreamOutcome.CLIENT_GONE;
        }
        head.run();
        try {
            JsonResponses.json(request, response, context, body);
            return StreamOutcome.COMPLETE;
        } catch (CloseConnectionException e) {
            return StreamOutcome.CLIENT_GONE;
        }
    }

    private static ByteArray withModel(byte[] body, ReplyModel shown) {
        if (ReplyModel.objectStart(body) < 0) {
            // Such as a proxy's page with a status of success.
            throw new ProviderException(ErrorKind.UPSTREAM_PROTOCOL, "The upstream's reply is not a JSON object.");
        }
        ByteArray out = new ByteArray(body.length + 64);
        try {
            shown.write(body, out);
        } catch (JsonException e) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL, "The upstream's reply is not valid JSON: " + e.getMessage(), e);
        }
        return out;
    }

    private StreamOutcome stream(Reply.Streaming reply, RequestMetadata metadata, ReplyModel shown, Runnable head) {
        if (!metadata.streaming()) {
            throw new ProviderException(ErrorKind.INTERNAL, "a body was requested, but the provider returned a stream");
        }
        try {
            return services.relay()
                    .relay(reply.events(), response, context, api.events(request, context, shown), client, head);
        } finally {
            context.usage(reply.events().usage());
        }
    }

    /** Sets the headers that depend on who answers, once the reply is certain to be sent. */
    private void head(CandidateCall call, RoutePlan plan) {
        services.headers().ofReply(call.reply().headers(), response);
        if (plan.conversation().isKnown()) {
            services.planner().answered(plan, call.route(), replyId(call.reply()));
        }
        if (!call.leftOut().isEmpty()) {
            response.header(LEFT_OUT, String.join(", ", call.leftOut()));
        }
        services.limits().report(response, context, call.route());
        Explanation.report(request.headers(), response, call.route(), log);
    }

    private Optional<String> replyId(Reply reply) {
        return switch (reply) {
            case Reply.Complete whole -> api.replyId(whole.body());
            case Reply.Streaming stream ->
                stream.events() instanceof StartedEventStream events
                        ? events.firstData().flatMap(api::replyIdOfFirstEvent)
                        : Optional.empty();
        };
    }

    private void fail(ProviderException failure) {
        error = ErrorTypes.of(failure.kind());
        context.attempts(log.sent());
        if (log.retried()) {
            context.retried();
        }
        if (route != null) {
            services.limits().report(response, context, route);
        }
        Explanation.report(request.headers(), response, null, log);
        ErrorResponse.send(request, response, context, failure, client);
    }

    private void record(Admission admission, RequestMetadata metadata) {
        context.attempts(log.sent());
        if (log.entries().size() > 1) {
            context.tried(log.toString());
        }
        if (!refused) {
            String upstreamModel = replyModel == null ? null : replyModel.answered();
            new CallRecord(api.operation(), metadata.streaming(), route, upstreamModel, error, log)
                    .count(context, services);
        }
        services.limits().charge(context, admission);
    }
}
