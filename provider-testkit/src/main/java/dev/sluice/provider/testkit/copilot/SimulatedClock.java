package dev.sluice.provider.testkit.copilot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test advances. Thread-safe. */
public final class SimulatedClock extends Clock {

    private final AtomicReference<Instant> now;

    private SimulatedClock(Instant now) {
        this.now = new AtomicReference<>(now);
    }

    /** A clock that stands at this instant. */
    public static SimulatedClock at(Instant instant) {
        return new SimulatedClock(instant);
    }

    /** A clock that stands at 2026-01-01, noon UTC. */
    public static SimulatedClock create() {
        return at(Instant.parse("2026-01-01T12:00:00Z"));
    }

    /** Moves it, backwards if the time is negative, and returns what it shows then. */
    public Instant advance(Duration time) {
        return now.updateAndGet(instant -> instant.plus(time));
    }

    /** Sets it. */
    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Shows the same time in any zone: instants have none. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
