package dev.sluice.gateway.config;

import dev.sluice.gateway.text.NearMatches;
import io.helidon.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads parts of the configuration whose names people choose, and notes errors with their lines. */
final class SectionReader {
    private final ConfigReader reader;

    SectionReader(ConfigReader reader) {
        this.reader = reader;
    }

    /** Returns the fields of a section; none if it is not there. */
    List<ConfigEntry> fields(ConfigKey<?> key) {
        ConfigEntry entry = reader.entry(key);
        if (entry.type() == Config.Type.OBJECT) {
            return entry.children();
        }
        if (entry.exists() && !entry.isEmpty()) {
            error(entry, "expected " + key.expected());
        }
        return List.of();
    }

    /** Returns a text that is there. */
    Optional<String> text(ConfigEntry entry, String key, String expected) {
        Optional<String> text = entry.text();
        if (text.isEmpty()) {
            error(entry, key, "expected " + expected);
        }
        return text;
    }

    /** Returns a duration; nothing if there is none. */
    Optional<Duration> duration(ConfigEntry entry) {
        if (!entry.exists()) {
            return Optional.empty();
        }
        Optional<Duration> duration = entry.text().flatMap(SectionReader::duration);
        if (duration.isEmpty()) {
            error(entry, "expected " + ConfigSection.DURATION.expected());
        }
        return duration;
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(ConfigSection.DURATION.parse(text));
        } catch (IllegalArgumentException e) {
            // The caller reports it, with the line.
            return Optional.empty();
        }
    }

    /** Returns a whole number from zero to a limit; nothing if it is none. */
    Optional<Integer> number(ConfigEntry entry, int most) {
        Optional<Integer> number = entry.text().flatMap(SectionReader::whole).filter(each -> each >= 0 && each <= most);
        if (number.isEmpty()) {
            error(entry, "expected a whole number from 0 to " + most);
        }
        return number;
    }

    private static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            // The caller reports it, with the line.
            return Optional.empty();
        }
    }

    /** Refuses fields that nothing reads. */
    void known(ConfigEntry section, Set<String> names) {
        for (ConfigEntry field : section.children()) {
            if (!names.contains(field.name())) {
                String near = NearMatches.of(field.name(), names, 1).stream()
                        .findFirst()
                        .map(each -> "; did you mean " + each + "?")
                        .orElse("; there are "
                                + String.join(", ", names.stream().sorted().toList()));
                error(field, "there is no such key" + near);
            }
        }
    }

    void error(ConfigEntry entry, String why) {
        error(entry, entry.key(), why);
    }

    /** Notes what is wrong with more than the value, which is not shown. */
    void errorOf(ConfigEntry entry, String why) {
        reader.error(ConfigError.at(entry.key(), entry.at(), why));
    }

    /** Notes what is wrong with a value at a key that may be the one above it. */
    void error(ConfigEntry entry, String key, String why) {
        String shown = entry.text().map(text -> key + " = " + text).orElse(key);
        reader.error(new ConfigError(key, shown + " (" + entry.at() + "): " + why));
    }
}
