package dev.sluice.gateway.config;

import dev.sluice.gateway.text.NearMatches;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads pieces of {@code application.yaml} whose keys are not known beforehand, and notes mistakes with their lines. */
final class SectionReader {
    private final ConfigReader reader;

    SectionReader(ConfigReader reader) {
        this.reader = reader;
    }

    /** Returns the fields of a section; none if it is not there. */
    Map<String, YamlNode> fields(YamlNode node, ConfigKey<?> key) {
        if (node instanceof YamlNode.Fields of) {
            return of.fields();
        }
        if (!node.isEmpty()) {
            mistake(node, key.name(), "expected " + key.expected());
        }
        return Map.of();
    }

    /** Returns a text that is there. */
    Optional<String> text(YamlNode node, String key, String expected) {
        if (node instanceof YamlNode.Text of && !of.isEmpty()) {
            return Optional.of(of.text());
        }
        mistake(node, key, "expected " + expected);
        return Optional.empty();
    }

    /** Returns a duration; nothing if there is none. */
    Optional<Duration> duration(@Nullable YamlNode node, String key) {
        if (node == null) {
            return Optional.empty();
        }
        Optional<Duration> duration = node instanceof YamlNode.Text of ? parsed(of.text()) : Optional.empty();
        if (duration.isEmpty()) {
            mistake(node, key, "expected " + ConfigTypes.DURATION.expected());
        }
        return duration;
    }

    private static Optional<Duration> parsed(String text) {
        try {
            return Optional.of(ConfigTypes.DURATION.parse(text));
        } catch (IllegalArgumentException e) {
            // Whoever asked says so, with the line.
            return Optional.empty();
        }
    }

    /** Returns a whole number from zero to a limit; nothing if it is none. */
    Optional<Integer> number(YamlNode node, String key, int most) {
        Optional<Integer> number = node instanceof YamlNode.Text of
                ? whole(of.text()).filter(each -> each >= 0 && each <= most)
                : Optional.empty();
        if (number.isEmpty()) {
            mistake(node, key, "expected a whole number from 0 to " + most);
        }
        return number;
    }

    private static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            // Whoever asked says so, with the line.
            return Optional.empty();
        }
    }

    /** Refuses fields that nothing reads. */
    void known(YamlNode.Fields node, String key, Set<String> names) {
        node.fields().forEach((name, field) -> {
            if (!names.contains(name)) {
                String near = NearMatches.of(name, names, 1).stream()
                        .findFirst()
                        .map(each -> "; did you mean " + each + "?")
                        .orElse("; there are "
                                + String.join(", ", names.stream().sorted().toList()));
                mistake(field, key + "." + name, "there is no such key" + near);
            }
        });
    }

    void mistake(YamlNode node, String key, String why) {
        String shown = node instanceof YamlNode.Text of && !of.isEmpty() ? key + " = " + of.text() : key;
        reader.mistake(new ConfigMistake(key, shown + " (" + LayeredValues.at(node.line()) + "): " + why));
    }
}
