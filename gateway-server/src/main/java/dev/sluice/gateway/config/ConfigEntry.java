package dev.sluice.gateway.config;

import dev.sluice.gateway.config.FileSource.Place;
import io.helidon.config.Config;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of the configuration whose names people choose, and where it stands. */
record ConfigEntry(Config node, FileSource file) {
    String key() {
        return FileSource.readable(node.key());
    }

    /** Returns the last part of the key, as people write it. */
    String name() {
        return FileSource.name(node.key());
    }

    Config.Type type() {
        return node.type();
    }

    boolean exists() {
        return node.exists();
    }

    /** Returns a single value, as it is written. */
    Optional<String> text() {
        return node.isLeaf() ? node.asString().asOptional().filter(text -> !text.isEmpty()) : Optional.empty();
    }

    /** Tells whether there is nothing here. */
    boolean isEmpty() {
        return node.isLeaf() ? text().isEmpty() : children().isEmpty();
    }

    ConfigEntry child(String name) {
        return new ConfigEntry(node.get(Config.Key.escapeName(name)), file);
    }

    /** Returns what is below, in the file's order, which a node does not keep by itself. */
    List<ConfigEntry> children() {
        if (node.isLeaf() || !node.exists()) {
            return List.of();
        }
        return node.asNodeList().orElse(List.of()).stream()
                .map(child -> new ConfigEntry(child, file))
                .sorted(Comparator.comparingInt(ConfigEntry::order))
                .toList();
    }

    private int order() {
        Place place = place();
        return place == null ? 0 : place.order();
    }

    /** Says where it begins. */
    String at() {
        Place place = place();
        return place == null ? FileSource.NAME : place.at();
    }

    private @Nullable Place place() {
        return file.places().get(key());
    }
}
