package dev.sluice.gateway.http;

import dev.sluice.gateway.metrics.HttpMetrics;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What happens around every request: it gets its id, is let in or refused, is counted and logged. In the end the rest
 * of a body that nobody read is skipped.
 */
public final class RequestFilter implements Filter {
    private static final HeaderName REQUEST_ID = HeaderNames.create("x-request-id");

    /** Where Anthropic's SDKs look for it. */
    private static final HeaderName ANTHROPIC_REQUEST_ID = HeaderNames.create("request-id");

    private final Supplier<Access> access;
    private final LoopGuard loops;
    private final AccessLog log;
    private final HttpMetrics metrics;
    private final Clock clock;
    private final BodyMemory memory = BodyMemory.ofHeap();
    private volatile AccessCheck latest;

    /**
     * Makes the filter.
     *
     * @param access who is let in, the very same value for as long as it is the same
     * @param loops knows the gateway's own requests
     * @param log where each request's line goes
     * @param metrics where each request is counted
     * @param clock tells when a request came
     */
    public RequestFilter(Supplier<Access> access, LoopGuard loops, AccessLog log, HttpMetrics metrics, Clock clock) {
        this.access = access;
        this.loops = loops;
        this.latest = new AccessCheck(access.get());
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        Exchange exchange = exchange(request);
        response.header(REQUEST_ID, exchange.id());
        if (exchange.style() == ApiStyle.ANTHROPIC) {
            response.header(ANTHROPIC_REQUEST_ID, exchange.id());
        }
        metrics.started();
        log.begun();
        try {
            serve(chain, request, response, exchange);
            exchange.body().skipRest();
        } catch (CloseConnectionException e) {
            // Unless a handler has said better, the answer could not be written to the end.
            if (exchange.ending() == Ending.COMPLETE && !response.isSent()) {
                exchange.ending(Ending.CLIENT_GONE);
            }
            throw e;
        } finally {
            exchange.body().release();
            exchange.status(statusOf(exchange, response));
            metrics.ended(exchange.route(), exchange.status());
            log.write(exchange);
        }
    }

    private void serve(FilterChain chain, RoutingRequest request, RoutingResponse response, Exchange exchange) {
        AccessCheck check = check();
        String path = exchange.path();
        ErrorReply refusal = loops.refused(request.headers(), response);
        if (refusal == null) {
            refusal = check.refusedSource(path, request.headers(), response);
        }
        if (refusal == null && Preflight.is(request)) {
            Preflight.answer(request, response);
            return;
        }
        if (refusal == null) {
            refusal = check.refusedKey(request, exchange);
        }
        if (refusal == null) {
            ScopedValue.where(Exchange.CURRENT, exchange).run(chain::proceed);
        } else {
            exchange.failed(
                    switch (refusal.status()) {
                        case 401 -> "unauthorized";
                        case 508 -> "loop_detected";
                        default -> "forbidden";
                    });
            Answers.error(request, response, exchange, refusal);
        }
    }

    private AccessCheck check() {
        Access now = access.get();
        AccessCheck check = latest;
        if (!check.isFor(now)) {
            check = new AccessCheck(now);
            latest = check;
        }
        return check;
    }

    private Exchange exchange(RoutingRequest request) {
        HttpPrologue prologue = request.prologue();
        String offered = request.headers().contains(REQUEST_ID)
                ? request.headers().get(REQUEST_ID).get()
                : null;
        String method = prologue.method().text();
        String path = prologue.uriPath().path();
        Exchange exchange = new Exchange(
                RequestIds.of(offered),
                method,
                path,
                clock.instant(),
                new RequestBody(request, memory),
                ApiStyle.of(method, path, request.headers()));
        if (AccessLog.PROBES.contains(path)) {
            exchange.route(path);
        }
        return exchange;
    }

    /** 499 is what proxies log for a client that left before there was a status. */
    private static int statusOf(Exchange exchange, RoutingResponse response) {
        boolean unanswered = exchange.firstByteNanos() == 0 && !response.isSent();
        return unanswered && exchange.ending() == Ending.CLIENT_GONE
                ? 499
                : response.status().code();
    }
}
