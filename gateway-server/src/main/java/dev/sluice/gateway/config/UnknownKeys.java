package dev.sluice.gateway.config;

import dev.sluice.gateway.config.ConfigValues.Configured;
import dev.sluice.gateway.text.NearMatches;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds keys of {@code application.yaml} that nothing reads, or not as they stand, and what was probably meant. */
final class UnknownKeys {
    private final ConfigValues values;
    private final ConfigReader reader;

    /** Each key is reported once. */
    private final Set<String> reported = new TreeSet<>();

    private UnknownKeys(ConfigReader reader) {
        this.values = reader.values();
        this.reader = reader;
    }

    /** Reports every unknown key. Those under {@code providers} are the providers' to know. */
    static void report(ConfigReader reader) {
        UnknownKeys keys = new UnknownKeys(reader);
        ConfigValues values = reader.values();
        values.names("").stream()
                .filter(key -> !ConfigSchema.isOfProviders(key))
                .forEach(keys::text);
        values.empties("").forEach((key, found) -> {
            if (!ConfigSchema.isOfProviders(key)) {
                keys.empty(key, found);
            }
        });
    }

    private void text(String key) {
        if (ConfigSchema.find(key).isPresent()) {
            return;
        }
        ConfigSchema.above(key).ifPresentOrElse(above -> below(above, key), () -> unknown(key));
    }

    private void below(ConfigKey<?> above, String key) {
        String below = key.substring(above.name().length() + 1);
        boolean known = switch (above.shape()) {
            case VALUE -> false;
            case LIST -> ConfigError.isElement(below);
            case NAMES -> true;
        };
        if (!known && reported.add(above.name())) {
            reader.error(ConfigError.shape(values, above.name(), below, above.expected()));
        }
    }

    private void unknown(String key) {
        String section = ConfigSchema.section(key);
        // A section that is unknown itself is reported once, and not for each of its keys.
        String unknown = ConfigSchema.sections().contains(section) ? key : section;
        if (reported.add(unknown)) {
            String nearest =
                    nearest(unknown).map(near -> "; did you mean " + near + "?").orElse("");
            reader.error(values.error(unknown, "there is no such key" + nearest));
        }
    }

    /** Reports an empty list or section where that is not simply one without anything in it. */
    private void empty(String place, Configured found) {
        Optional<ConfigKey<?>> key = ConfigSchema.find(place).or(() -> ConfigSchema.above(place));
        if (key.isPresent()) {
            String name = key.get().name();
            if (!mayBeEmpty(key.get(), place, found) && reported.add(name)) {
                reader.error(ConfigError.empty(found, name, key.get().expected()));
            }
        } else if (ConfigSchema.keys().stream().noneMatch(each -> each.name().startsWith(place + "."))) {
            unknown(place);
        }
    }

    private static boolean mayBeEmpty(ConfigKey<?> key, String place, Configured found) {
        return switch (key.shape()) {
            case VALUE -> false;
            case LIST -> key.name().equals(place) && found.text().equals("[]");
            // What is below one is read piece by piece, by the reader that knows what belongs where.
            case NAMES -> key.name().equals(place) || !key.secret();
        };
    }

    private static Optional<String> nearest(String unknown) {
        Collection<String> candidates = unknown.contains(".")
                ? ConfigSchema.keys().stream().map(ConfigKey::name).toList()
                : ConfigSchema.sections();
        return NearMatches.of(unknown, candidates, 1).stream().findFirst();
    }
}
