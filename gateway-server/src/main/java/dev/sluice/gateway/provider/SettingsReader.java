package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigMistake;
import dev.sluice.gateway.config.ConfigValues;
import dev.sluice.gateway.text.NearMatches;
import dev.sluice.provider.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads what is configured under {@code providers.}, and collects every mistake in it. */
final class SettingsReader {
    static final Setting<Boolean> ENABLED =
            Setting.flag("enabled", true, "Whether the provider is started; its other settings are then read.");

    private static final String ROOT = "providers.";

    private final ConfigValues config;
    private final List<ConfigMistake> mistakes = new ArrayList<>();
    private final List<ConfigMistake> unknown = new ArrayList<>();

    SettingsReader(ConfigValues config) {
        this.config = config;
    }

    /** Returns what is wrong with values. */
    List<ConfigMistake> mistakes() {
        return mistakes;
    }

    /** Returns the keys that no known provider reads. */
    List<ConfigMistake> unknown() {
        return unknown;
    }

    /** Tells whether a provider is to be started; a value that says neither yes nor no means that it is not. */
    boolean enabled(String provider) {
        return read(key(provider, ENABLED), ENABLED).orElse(false);
    }

    /** Reads all settings of a provider, or collects every mistake in them. */
    Optional<ProviderSettings> read(String provider, List<Setting<?>> settings) {
        Map<String, Object> values = new HashMap<>();
        boolean valid = true;
        for (Setting<?> setting : settings) {
            Optional<?> value = read(key(provider, setting), setting);
            if (value.isPresent()) {
                values.put(setting.name(), value.get());
            } else {
                valid = false;
            }
        }
        findUnknown(provider, settings);
        return valid ? Optional.of(new ProviderSettings(values)) : Optional.empty();
    }

    /** Finds the keys that name a provider which was not found. */
    void reportUnknownProviders(Set<String> known) {
        Set<String> named = new TreeSet<>();
        config.names(ROOT).forEach(key -> named.add(first(key.substring(ROOT.length()))));
        named.removeAll(known);
        for (String id : named) {
            String there = known.isEmpty() ? "" : "; there are " + String.join(", ", known);
            unknown.add(ConfigMistake.unknown(
                    ROOT + id, "there is no provider '" + id + "'" + there + suggestion(NearMatches.of(id, known, 1))));
        }
    }

    private <T> Optional<T> read(String key, Setting<T> setting) {
        Optional<String> text = config.value(key);
        if (text.isEmpty()) {
            return Optional.of(setting.fallback());
        }
        try {
            return Optional.of(setting.parse(text.get()));
        } catch (IllegalArgumentException e) {
            mistakes.add(ConfigMistake.value(config, key, text.get(), "expected " + setting.expected()));
            return Optional.empty();
        }
    }

    private void findUnknown(String provider, List<Setting<?>> settings) {
        String prefix = ROOT + provider + ".";
        List<String> known = Stream.concat(Stream.of(ENABLED), settings.stream())
                .map(Setting::name)
                .distinct()
                .toList();
        Set<String> named = new TreeSet<>();
        config.names(prefix).forEach(key -> named.add(first(key.substring(prefix.length()))));
        named.removeAll(known);
        for (String name : named) {
            unknown.add(ConfigMistake.unknown(
                    prefix + name,
                    "provider '" + provider + "' has no setting '" + name + "'"
                            + suggestion(NearMatches.of(name, known, 2))));
        }
    }

    private static String suggestion(List<String> near) {
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static String key(String provider, Setting<?> setting) {
        return ROOT + provider + "." + setting.name();
    }
}
