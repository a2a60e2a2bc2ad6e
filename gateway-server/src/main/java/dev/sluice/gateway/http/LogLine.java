package dev.sluice.gateway.http;

import org.jspecify.annotations.Nullable;

/** A line of the access log in the making. Values may come from callers: they cannot break out of their field. */
interface LogLine {
    /** Longer texts of callers are cut. */
    int LONGEST = 200;

    /** Puts a text; nothing if there is none. */
    void put(String name, @Nullable String value);

    void put(String name, long value);

    String finish();

    static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    }
}
