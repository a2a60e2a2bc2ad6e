package dev.sluice.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** HTTP headers: names without regard to case, several values to a name, in lower case when listed. */
@Stable(since = "1.0")
public final class Headers {
    private static final Headers EMPTY = new Headers(List.of());

    // Name, value, name, value: a request has a dozen, which a tree would cost more to build than to search.
    private final List<String> flat;

    private Headers(List<String> flat) {
        this.flat = flat;
    }

    /**
     * Returns no headers.
     *
     * @return always the same
     */
    public static Headers empty() {
        return EMPTY;
    }

    /**
     * Makes headers from pairs of name and value.
     *
     * @param namesAndValues a name, its value, the next name, and so on
     * @return the headers
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value");
        }
        Builder builder = builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /**
     * Starts collecting headers.
     *
     * @return a builder without any
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the first value of a header.
     *
     * @param name in any case
     * @return nothing if the header is absent
     */
    public Optional<String> first(String name) {
        for (int i = 0; i < flat.size(); i += 2) {
            if (flat.get(i).equalsIgnoreCase(name)) {
                return Optional.of(flat.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /**
     * Passes each value with its name to an action, in the order in which they were added.
     *
     * @param action takes a lower-case name and one of its values
     */
    public void forEach(BiConsumer<String, String> action) {
        for (int i = 0; i < flat.size(); i += 2) {
            action.accept(flat.get(i), flat.get(i + 1));
        }
    }

    /**
     * Returns all headers.
     *
     * @return lower-case names with their values, sorted by name, not to be changed
     */
    public Map<String, List<String>> asMap() {
        Map<String, List<String>> map = new TreeMap<>();
        forEach((name, value) ->
                map.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value));
        map.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public String toString() {
        // Values may be credentials.
        return "Headers" + asMap().keySet();
    }

    /** Collects headers. Not thread-safe. */
    public static final class Builder {
        private final List<String> flat = new ArrayList<>(24);

        private Builder() {}

        /**
         * Adds a value beside those the name already has.
         *
         * @param name in any case
         * @param value without line breaks
         * @return this builder
         */
        public Builder add(String name, String value) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a header needs a name");
            }
            if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
                throw new IllegalArgumentException("line break in the value of header " + name);
            }
            flat.add(name.toLowerCase(Locale.ROOT));
            flat.add(value);
            return this;
        }

        /**
         * Sets the only value of a name.
         *
         * @param name in any case
         * @param value without line breaks
         * @return this builder
         */
        public Builder set(String name, String value) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            for (int i = flat.size() - 2; i >= 0; i -= 2) {
                if (flat.get(i).equals(lowerCase)) {
                    flat.subList(i, i + 2).clear();
                }
            }
            return add(lowerCase, value);
        }

        /**
         * Makes the headers.
         *
         * @return immutable headers
         */
        public Headers build() {
            return new Headers(List.of(flat.toArray(String[]::new)));
        }
    }
}
