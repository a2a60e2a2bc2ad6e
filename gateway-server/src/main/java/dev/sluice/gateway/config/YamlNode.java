package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A piece of {@code application.yaml}, which knows the line that it begins in. */
sealed interface YamlNode {
    /** Returns what a file without content is. */
    static YamlNode nothing() {
        return new Fields(1, Map.of());
    }

    /** Counts from one. */
    int line();

    /** A single value, as it is written; empty for null. */
    record Text(int line, String text) implements YamlNode {}

    /** A list. */
    record Items(int line, List<YamlNode> items) implements YamlNode {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Named values, in the file's order. */
    record Fields(int line, Map<String, YamlNode> fields) implements YamlNode {}

    /** Returns a field; nothing below a value that has none. */
    default YamlNode field(String name) {
        return this instanceof Fields of ? of.fields().getOrDefault(name, nothing()) : nothing();
    }

    /** Tells whether there is nothing here. */
    default boolean isEmpty() {
        return switch (this) {
            case Text of -> of.text().isEmpty();
            case Items of -> of.items().isEmpty();
            case Fields of -> of.fields().isEmpty();
        };
    }

    /**
     * Returns single values by whole keys, in the file's order; a list's elements are {@code key.0}, {@code key.1} and
     * so on.
     */
    default Map<String, Text> texts() {
        Map<String, Text> texts = new LinkedHashMap<>();
        leaves(new ArrayList<>(), (key, leaf) -> {
            if (leaf instanceof Text text) {
                texts.put(key, text);
            }
        });
        return texts;
    }

    /** Returns empty lists and sections by whole keys, as {@link #texts} does single values. */
    default Map<String, YamlNode> empties() {
        Map<String, YamlNode> empties = new LinkedHashMap<>();
        leaves(new ArrayList<>(), (key, leaf) -> {
            if (!(leaf instanceof Text)) {
                empties.put(key, leaf);
            }
        });
        return empties;
    }

    private void leaves(List<String> path, BiConsumer<String, YamlNode> action) {
        Map<String, YamlNode> members = members();
        if (members.isEmpty() && !path.isEmpty()) {
            action.accept(String.join(".", path), this);
        }
        members.forEach((name, member) -> {
            path.add(name);
            member.leaves(path, action);
            path.removeLast();
        });
    }

    private Map<String, YamlNode> members() {
        return switch (this) {
            case Text of -> Map.of();
            case Fields of -> of.fields();
            case Items of -> {
                Map<String, YamlNode> numbered = new LinkedHashMap<>();
                of.items().forEach(item -> numbered.put(Integer.toString(numbered.size()), item));
                yield numbered;
            }
        };
    }
}
