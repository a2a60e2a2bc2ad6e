package dev.sluice.gateway.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads keys and collects what is wrong with them, so that everything is told at once. */
final class ConfigReader {
    private final ConfigValues values;
    private final List<ConfigMistake> mistakes = new ArrayList<>();

    ConfigReader(ConfigValues values) {
        this.values = values;
    }

    /** Returns a key's value, or its default where none is configured or what is configured is wrong. */
    <T> T read(ConfigKey<T> key) {
        String text = values.value(key.name()).orElse("");
        if (text.isBlank()) {
            return key.defaultValue();
        }
        try {
            return key.parser().apply(text);
        } catch (IllegalArgumentException e) {
            mistake(key.name(), text, "expected " + key.expected());
            return key.defaultValue();
        }
    }

    /** Notes what is wrong with a value. */
    void mistake(String key, String text, String why) {
        mistakes.add(ConfigMistake.value(values, key, text, why));
    }

    /** Notes what is wrong with a file that a value names. */
    void mistake(ConfigKey<?> key, String file, IOException why) {
        mistakes.add(ConfigMistake.shown(values, key.name(), file, String.valueOf(why.getMessage())));
    }

    /** Notes what is wrong with a secret. */
    void hidden(String key, String why) {
        mistakes.add(ConfigMistake.hidden(values, key, why));
    }

    /** Notes what is wrong with what is not a value. */
    void mistake(ConfigMistake mistake) {
        mistakes.add(mistake);
    }

    List<ConfigMistake> mistakes() {
        return mistakes;
    }
}
