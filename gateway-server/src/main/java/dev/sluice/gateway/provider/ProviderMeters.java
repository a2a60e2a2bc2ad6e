package dev.sluice.gateway.provider;

import dev.sluice.provider.Meters;
import dev.sluice.provider.ProviderException;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** One provider's counters and gauges in the gateway's registry, under the provider's label. */
final class ProviderMeters implements Meters, AutoCloseable {
    private static final String PREFIX = "sluice_provider_";
    private static final String NAME = "[a-z][a-z0-9_]*";
    private static final List<String> RESERVED = List.of("events", "faults", "abandoned_calls");

    /** Protects the registry from a provider that makes up names from what callers send. */
    private static final int MAX_COUNTERS = 200;

    private record Event(String name, String outcome) {}

    private static final Event OTHER = new Event("other", "other");

    private final String provider;
    private final MeterRegistry registry;
    private final Containment containment;
    private final Map<Event, Counter> counters = new ConcurrentHashMap<>();
    /** Registered only while this provider is the one of its id. */
    private final Map<String, Gauge.Builder<Double>> gauges = new HashMap<>();

    private final List<Gauge<?>> registered = new ArrayList<>();
    private boolean published;
    private boolean closed;

    ProviderMeters(String provider, MeterRegistry registry, Containment containment) {
        this.provider = provider;
        this.registry = registry;
        this.containment = containment;
    }

    @Override
    public void count(String event, String outcome) {
        Event key = new Event(event, outcome);
        Counter counter = counters.get(key);
        if (counter == null) {
            Event bounded = counters.size() < MAX_COUNTERS ? key : OTHER;
            counter = counters.computeIfAbsent(bounded, this::counter);
        }
        counter.increment();
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {
        if (!name.matches(NAME) || RESERVED.stream().anyMatch(name::startsWith)) {
            throw new IllegalArgumentException("a gauge's name is lower-case words joined by underscores, not '" + name
                    + "', and begins with none of " + String.join(", ", RESERVED));
        }
        Gauge.Builder<Double> gauge = Gauge.<Double>builder(PREFIX + name, () -> read(name, value))
                .description("Reported by provider " + provider)
                .addTag(Tag.create("provider", provider));
        synchronized (gauges) {
            if (gauges.putIfAbsent(name, gauge) == null && published && !closed) {
                registered.add(registry.getOrCreate(gauge));
            }
        }
    }

    /** Registers the gauges. Another provider of the same id must have removed its own before. */
    void publish() {
        synchronized (gauges) {
            if (!published && !closed) {
                published = true;
                gauges.values().forEach(gauge -> registered.add(registry.getOrCreate(gauge)));
            }
        }
    }

    /** Removes the gauges, which hold a reference to the provider. Counters stay. */
    @Override
    public void close() {
        synchronized (gauges) {
            closed = true;
            registered.forEach(gauge -> registry.remove((Meter) gauge));
            registered.clear();
        }
    }

    private double read(String name, DoubleSupplier value) {
        try {
            return containment.prompt("gauge " + name, value::getAsDouble);
        } catch (ProviderException e) {
            // Logged and counted where it was thrown.
            return Double.NaN;
        }
    }

    private Counter counter(Event event) {
        if (!event.name().matches(NAME) || !event.outcome().matches(NAME)) {
            throw new IllegalArgumentException("events and outcomes are lower-case words joined by underscores, not '"
                    + event.name() + "' and '" + event.outcome() + "'");
        }
        return registry.getOrCreate(Counter.builder(PREFIX + "events")
                .description("Events counted by a provider, by event and outcome")
                .tags(List.of(
                        Tag.create("provider", provider),
                        Tag.create("event", event.name()),
                        Tag.create("outcome", event.outcome()))));
    }
}
