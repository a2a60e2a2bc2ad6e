package dev.sluice.gateway.config;

import dev.sluice.gateway.config.ConfigValues.Configured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads keys and collects what is wrong with them, so that everything is reported at once. */
final class ConfigReader {
    private final ConfigValues values;
    private final List<ConfigError> errors = new ArrayList<>();

    ConfigReader(ConfigValues values) {
        this.values = values;
    }

    ConfigValues values() {
        return values;
    }

    /** Returns a key's value, or its default where none is configured or what is configured is wrong. */
    <T> T read(ConfigKey<T> key) {
        Optional<String> text = values.value(key.name()).filter(each -> !each.isBlank());
        if (text.isEmpty()) {
            return key.defaultValue();
        }
        try {
            return key.parser().apply(text.get());
        } catch (IllegalArgumentException e) {
            error(key, text.get(), "expected " + key.expected());
            return key.defaultValue();
        }
    }

    /** Returns what stands at a key whose names people choose. */
    ConfigEntry entry(ConfigKey<?> key) {
        return new ConfigEntry(values.config().get(key.name()), values.file());
    }

    /** Notes what is wrong with a key's value, which may be its default. */
    void error(ConfigKey<?> key, String text, String why) {
        String origin = values.origin(key.name()).orElse(FileSource.NAME);
        errors.add(
                key.secret()
                        ? ConfigError.hidden(key.name(), origin, why)
                        : ConfigError.value(new Configured(text, origin), key.name(), why));
    }

    /** Notes what is wrong with a file that a key's value names. */
    void error(ConfigKey<?> key, String file, IOException why) {
        String origin = values.origin(key.name()).orElse(FileSource.NAME);
        errors.add(ConfigError.shown(key.name(), file, origin, String.valueOf(why.getMessage())));
    }

    /** Notes what is not wrong with a value alone. */
    void error(ConfigError error) {
        errors.add(error);
    }

    List<ConfigError> errors() {
        return errors;
    }
}
