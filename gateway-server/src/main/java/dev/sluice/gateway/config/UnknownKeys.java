package dev.sluice.gateway.config;

import dev.sluice.gateway.config.ConfigValues.Configured;
import dev.sluice.gateway.text.NearMatches;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds keys of {@code application.yaml} that nothing reads, or not as they stand, and what was probably meant. */
final class UnknownKeys {
    private static final String PROVIDERS = "providers";

    private UnknownKeys() {}

    /** Notes every unknown key. What is under {@code providers} is the providers' to know. */
    static void report(LayeredValues values, ConfigReader reader) {
        Set<String> told = new TreeSet<>();
        for (String key : values.names("")) {
            if (ofProviders(key) || known(key)) {
                continue;
            }
            Optional<ConfigKey<?>> above = above(key);
            if (above.isPresent()) {
                String name = above.get().name();
                if (told.add(name)) {
                    reader.mistake(ConfigMistake.shape(
                            values, name, below(name, key), above.get().expected()));
                }
                continue;
            }
            unknown(key, values, told, reader);
        }
        values.empties("").forEach((key, found) -> {
            if (!ofProviders(key)) {
                empty(key, found, values, told, reader);
            }
        });
    }

    private static void unknown(String key, LayeredValues values, Set<String> told, ConfigReader reader) {
        String unknown = unknownPart(key);
        if (told.add(unknown)) {
            String nearest =
                    nearest(unknown).map(near -> "; did you mean " + near + "?").orElse("");
            reader.mistake(ConfigMistake.unknown(values, unknown, "there is no such key" + nearest));
        }
    }

    /** Notes an empty list or section where that is not simply one without anything in it. */
    private static void empty(
            String place, Configured found, LayeredValues values, Set<String> told, ConfigReader reader) {
        Optional<ConfigKey<?>> key = ConfigKeys.find(place).or(() -> above(place));
        if (key.isPresent()) {
            String name = key.get().name();
            if (!mayBeEmpty(key.get(), place, found) && told.add(name)) {
                reader.mistake(ConfigMistake.empty(found, name, key.get().expected()));
            }
        } else if (ConfigKeys.ALL.stream().noneMatch(each -> each.name().startsWith(place + "."))) {
            unknown(place, values, told, reader);
        }
    }

    private static boolean mayBeEmpty(ConfigKey<?> key, String place, Configured found) {
        if (!key.name().equals(place)) {
            // The others are read piece by piece, by who knows what belongs where.
            return ConfigKeys.NAMED.contains(key) && !key.equals(ConfigKeys.KEYS);
        }
        return ConfigKeys.NAMED.contains(key) || (isList(key) && found.text().equals("[]"));
    }

    private static boolean isList(ConfigKey<?> key) {
        return key.expected().startsWith("a list");
    }

    private static boolean ofProviders(String key) {
        return key.equals(PROVIDERS) || key.startsWith(PROVIDERS + ".");
    }

    private static boolean known(String key) {
        return ConfigKeys.find(key).isPresent()
                || above(key).filter(each -> holds(each, key)).isPresent();
    }

    /** Finds the key that something stands below. */
    private static Optional<ConfigKey<?>> above(String key) {
        return ConfigKeys.ALL.stream()
                .filter(each -> key.startsWith(each.name() + "."))
                .findFirst();
    }

    private static String below(String name, String key) {
        return key.substring(name.length() + 1);
    }

    private static boolean holds(ConfigKey<?> list, String key) {
        return ConfigKeys.NAMED.contains(list) || (isList(list) && ConfigMistake.isElement(below(list.name(), key)));
    }

    /** Returns the section if that is already unknown, so that it is told once. */
    private static String unknownPart(String key) {
        String section = section(key);
        return sections().anyMatch(section::equals) ? key : section;
    }

    private static Optional<String> nearest(String unknown) {
        List<String> candidates = unknown.contains(".")
                ? ConfigKeys.ALL.stream().map(ConfigKey::name).toList()
                : sections().toList();
        return NearMatches.of(unknown, candidates, 1).stream().findFirst();
    }

    private static Stream<String> sections() {
        return Stream.concat(ConfigKeys.ALL.stream().map(key -> section(key.name())), Stream.of(PROVIDERS))
                .distinct();
    }

    private static String section(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
