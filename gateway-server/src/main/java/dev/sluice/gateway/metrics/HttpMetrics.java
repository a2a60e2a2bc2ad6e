package dev.sluice.gateway.metrics;

import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Requests by route and status, and how many are being answered now. Safe for use by many threads. */
public final class HttpMetrics {
    private final MeterRegistry registry;
    private final Map<RouteStatus, Counter> requests = new ConcurrentHashMap<>();
    private final LongAdder inFlight = new LongAdder();

    public HttpMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.getOrCreate(
                Gauge.builder("sluice_http_requests_in_flight", inFlight::sum).description("Requests in flight"));
    }

    /** Counts a request in. */
    public void started() {
        inFlight.increment();
    }

    /**
     * Counts a request out.
     *
     * @param route the path it was answered by, one of the gateway's own
     */
    public void ended(String route, int status) {
        inFlight.decrement();
        RouteStatus key = new RouteStatus(route, status);
        Counter counter = requests.get(key);
        if (counter == null) {
            counter = requests.computeIfAbsent(key, this::counter);
        }
        counter.increment();
    }

    private Counter counter(RouteStatus key) {
        return registry.getOrCreate(Counter.builder("sluice_http_requests")
                .description("Requests answered, by route and status")
                .tags(List.of(Tag.create("route", key.route), Tag.create("status", Integer.toString(key.status)))));
    }

    private record RouteStatus(String route, int status) {}
}
