package dev.sluice.provider;

import java.util.function.DoubleSupplier;

/** A provider's own metrics. Names and outcomes are constants: never put a client's input into one. */
@Incubating(since = "1.0")
public interface Meters {

    /**
     * Counts one event, as {@code sluice_provider_events_total}.
     *
     * @param event lower-case words joined by underscores, such as {@code token_refresh}
     * @param outcome likewise, such as {@code success}
     */
    void count(String event, String outcome);

    /**
     * Publishes a number that is read at each scrape, as {@code sluice_provider_<name>}.
     *
     * @param name lower-case words joined by underscores, with the unit last
     * @param value answers without blocking; not a number while there is nothing to say
     */
    void gauge(String name, DoubleSupplier value);
}
