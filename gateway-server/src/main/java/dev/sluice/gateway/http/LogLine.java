package dev.sluice.gateway.http;

import org.jspecify.annotations.Nullable;

/** A line of the access log being built. Values may come from clients: they cannot break out of their field. */
interface LogLine {
    /** Longer texts are truncated. */
    int MAX_LENGTH = 200;

    /** Adds a field, unless its value is null. */
    void put(String name, @Nullable String value);

    void put(String name, long value);

    String finish();

    static String shortened(String value) {
        return value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH) + "...";
    }
}
