package dev.sluice.provider.testkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Header fields in the order in which they were sent; names are case-insensitive. Immutable. */
public final class HeaderFields {

    /** No field at all. */
    public static final HeaderFields NONE = new HeaderFields(List.of());

    private final List<Map.Entry<String, String>> fields;

    private HeaderFields(List<Map.Entry<String, String>> fields) {
        this.fields = List.copyOf(fields);
    }

    /** The fields given, in their order. */
    public static HeaderFields of(List<Map.Entry<String, String>> fields) {
        return new HeaderFields(fields);
    }

    /** The value of the first field of this name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The values of every field of this name, in order; empty when there is none. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether there is a field of this name. */
    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** The names in use, sorted without regard to case, each once. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach(field -> names.add(field.getKey()));
        return List.copyOf(names);
    }

    /** Every field as it was sent. */
    public List<Map.Entry<String, String>> fields() {
        return fields;
    }

    /** These fields with one more; fields of the same name stay. */
    public HeaderFields plus(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(fields);
        more.add(Map.entry(name, value));
        return new HeaderFields(more);
    }

    /** These fields with exactly this value under the name. */
    public HeaderFields with(String name, String value) {
        return without(name).plus(name, value);
    }

    /** These fields with this value, unless the name is in use already. */
    public HeaderFields withDefault(String name, String value) {
        return contains(name) ? this : plus(name, value);
    }

    /** These fields without those of the name. */
    public HeaderFields without(String name) {
        return new HeaderFields(fields.stream()
                .filter(field -> !field.getKey().equalsIgnoreCase(name))
                .toList());
    }

    /** The names alone: values may be secrets. */
    @Override
    public String toString() {
        return "Headers" + names();
    }
}
