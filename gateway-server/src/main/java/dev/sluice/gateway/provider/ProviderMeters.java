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

/** One provider's numbers in the gateway's registry, under names and labels of its own. */
final class ProviderMeters implements Meters, AutoCloseable {
    private static final String PREFIX = "sluice_provider_";
    private static final String NAME = "[a-z][a-z0-9_]*";
    private static final List<String> TAKEN = List.of("events", "faults", "abandoned_calls");

    /** Enough for any provider, and the end of one that makes names up from what callers send. */
    private static final int MOST_COUNTERS = 200;

    private record Event(String name, String outcome) {}

    private static final Event OTHER = new Event("other", "other");

    private final String provider;
    private final MeterRegistry registry;
    private final Containment containment;
    private final Map<Event, Counter> counters = new ConcurrentHashMap<>();
    /** What the provider has named; shown only while this provider is the one of its id. */
    private final Map<String, Gauge.Builder<Double>> named = new HashMap<>();

    private final List<Gauge<?>> shown = new ArrayList<>();
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
            Event bounded = counters.size() < MOST_COUNTERS ? key : OTHER;
            counter = counters.computeIfAbsent(bounded, this::counter);
        }
        counter.increment();
    }

    @Override
    public void gauge(String name, DoubleSupplier value) {
        if (!name.matches(NAME) || TAKEN.stream().anyMatch(name::startsWith)) {
            throw new IllegalArgumentException("a gauge's name is lower-case words joined by underscores, not '" + name
                    + "', and begins with none of " + String.join(", ", TAKEN));
        }
        Gauge.Builder<Double> gauge = Gauge.<Double>builder(PREFIX + name, () -> read(name, value))
                .description("As provider " + provider + " tells")
                .addTag(Tag.create("provider", provider));
        synchronized (named) {
            if (named.putIfAbsent(name, gauge) == null && published && !closed) {
                shown.add(registry.getOrCreate(gauge));
            }
        }
    }

    /** Shows the gauges from now on. Another provider of the same id must have taken its own back. */
    void publish() {
        synchronized (named) {
            if (!published && !closed) {
                published = true;
                named.values().forEach(gauge -> shown.add(registry.getOrCreate(gauge)));
            }
        }
    }

    /** Takes the gauges back: they hold on to the provider. The counts stay, as counts do. */
    @Override
    public void close() {
        synchronized (named) {
            closed = true;
            shown.forEach(gauge -> registry.remove((Meter) gauge));
            shown.clear();
        }
    }

    private double read(String name, DoubleSupplier value) {
        try {
            return containment.prompt("gauge " + name, value::getAsDouble);
        } catch (ProviderException e) {
            // What is wrong is logged and counted; there is no number to show.
            return Double.NaN;
        }
    }

    private Counter counter(Event event) {
        if (!event.name().matches(NAME) || !event.outcome().matches(NAME)) {
            throw new IllegalArgumentException("events and outcomes are lower-case words joined by underscores, not '"
                    + event.name() + "' and '" + event.outcome() + "'");
        }
        return registry.getOrCreate(Counter.builder(PREFIX + "events")
                .description("What happened in a provider, by event and outcome")
                .tags(List.of(
                        Tag.create("provider", provider),
                        Tag.create("event", event.name()),
                        Tag.create("outcome", event.outcome()))));
    }
}
