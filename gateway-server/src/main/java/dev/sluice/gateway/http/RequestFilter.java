package dev.sluice.gateway.http;

import dev.sluice.gateway.metrics.HttpMetrics;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Wraps every request: assigns its id, admits or refuses it, counts and logs it, and skips what is left of its body.
 * New requests are refused while the gateway shuts down.
 */
public final class RequestFilter implements Filter {
    private static final Set<String> SERVED_WHILE_DRAINING = Set.of("/health", "/ready", "/metrics");
    private static final ErrorReply STOPPING = new ErrorReply(
            503,
            ErrorReply.SERVER_ERROR,
            "stopping",
            null,
            "The gateway is shutting down. Try again in a moment.",
            Duration.ofSeconds(1),
            null);

    private final ApiFormats apis;
    private final Supplier<AccessPolicy> access;
    private final Drain drain;
    private final LoopGuard loops;
    private final AccessLog log;
    private final HttpMetrics metrics;
    private final Clock clock;
    private final BodyMemory memory = BodyMemory.ofHeap();
    private volatile AccessCheck latest;

    /**
     * {@code access} returns the very same value while it is unchanged; {@code drain} applies to connections that are
     * still open.
     */
    public RequestFilter(
            ApiFormats apis,
            Supplier<AccessPolicy> access,
            Drain drain,
            LoopGuard loops,
            AccessLog log,
            HttpMetrics metrics,
            Clock clock) {
        this.apis = apis;
        this.access = access;
        this.drain = drain;
        this.loops = loops;
        this.latest = new AccessCheck(access.get(), apis);
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        RequestContext context = context(request);
        CommonHeaders.of(context.id(), context.api()).forEach(response::header);
        metrics.started();
        log.started();
        try {
            if (admitted(request, response, context)) {
                ScopedValue.where(RequestContext.CURRENT, context).run(chain::proceed);
            }
            context.body().skipRest();
        } catch (CloseConnectionException e) {
            // Unless a handler recorded another outcome, the reply could not be written to its end.
            if (context.outcome() == StreamOutcome.COMPLETE && !response.isSent()) {
                context.outcome(StreamOutcome.CLIENT_GONE);
            }
            throw e;
        } finally {
            context.body().release();
            context.status(statusOf(context, response));
            metrics.ended(context.route(), context.status());
            log.write(context);
        }
    }

    /** Answers refused requests and CORS preflights; returns whether the request goes on. */
    private boolean admitted(RoutingRequest request, RoutingResponse response, RequestContext context) {
        AccessCheck check = check();
        ErrorReply refusal = loops.refused(request.headers(), response);
        if (refusal == null) {
            refusal = check.refusedSource(context.path(), request.headers(), response);
        }
        if (refusal == null && Preflight.is(request)) {
            Preflight.answer(request, response);
            return false;
        }
        if (refusal == null) {
            refusal = check.refusedKey(request, context);
        }
        if (refusal != null) {
            context.failed(
                    switch (refusal.status()) {
                        case 401 -> "unauthorized";
                        case 508 -> "loop_detected";
                        default -> "forbidden";
                    });
        } else if (drain.isStarted() && !SERVED_WHILE_DRAINING.contains(context.path())) {
            context.failed("stopping");
            response.header(HeaderValues.CONNECTION_CLOSE);
            refusal = STOPPING;
        }
        if (refusal != null) {
            JsonResponses.error(request, response, context, refusal);
        }
        return refusal == null;
    }

    private AccessCheck check() {
        AccessPolicy now = access.get();
        AccessCheck check = latest;
        if (!check.isFor(now)) {
            check = new AccessCheck(now, apis);
            latest = check;
        }
        return check;
    }

    private RequestContext context(RoutingRequest request) {
        HttpPrologue prologue = request.prologue();
        String offered = request.headers().contains(CommonHeaders.REQUEST_ID)
                ? request.headers().get(CommonHeaders.REQUEST_ID).get()
                : null;
        String method = prologue.method().text();
        String path = prologue.uriPath().path();
        RequestContext context = new RequestContext(
                RequestIds.of(offered),
                method,
                path,
                clock.instant(),
                new RequestBody(request, memory),
                apis.of(method, path, request.headers()));
        if (AccessLog.PROBES.contains(path)) {
            context.route(path);
        }
        return context;
    }

    /** 499 is what proxies log for a client that disconnected before there was a status. */
    private static int statusOf(RequestContext context, RoutingResponse response) {
        boolean unanswered = context.firstByteNanos() == 0 && !response.isSent();
        return unanswered && context.outcome() == StreamOutcome.CLIENT_GONE
                ? 499
                : response.status().code();
    }
}
