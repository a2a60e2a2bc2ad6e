package dev.sluice.provider.testkit;

import dev.sluice.provider.ProviderFactory;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.Setting;
import dev.sluice.provider.SettingForm;
import dev.sluice.provider.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Validates the settings of a test against those that a factory describes. */
final class HarnessSettings {
    private static final Set<String> RESERVED = Set.of("enabled", "type");

    private final Map<String, Setting<?>> described = new HashMap<>();
    private final Map<String, Object> values = new HashMap<>();

    HarnessSettings(ProviderFactory factory, Map<String, String> configured, Map<String, String> secrets) {
        List<String> errors = new ArrayList<>();
        for (Setting<?> setting : factory.settings()) {
            if (RESERVED.contains(setting.name()) || described.put(setting.name(), setting) != null) {
                errors.add("the factory describes '" + setting.name() + "', which it must not, or twice");
            }
        }
        if (!factory.enabled().name().equals("enabled")) {
            errors.add("the factory's switch is named '" + factory.enabled().name() + "' and not 'enabled'");
        }
        configured.forEach((name, text) -> read(name, text).ifPresent(errors::add));
        secrets.forEach((name, value) -> {
            if (value.isBlank()) {
                errors.add("the secret " + name + " is blank");
            }
        });
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", errors));
        }
    }

    private Optional<String> read(String name, String text) {
        Setting<?> setting = described.get(name);
        if (setting == null) {
            return Optional.of("there is no setting '" + name + "'; there are " + described.keySet());
        }
        try {
            values.put(name, setting.parse(text));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(name + ": " + e.getMessage());
        }
    }

    /** As the gateway resolves them: secrets are looked up in the store by the names of a provider, then here. */
    Settings checked(String provider, SecretStore store) {
        return new Settings() {
            @Override
            @SuppressWarnings("unchecked") // What stands in values was parsed by the setting of that name.
            public <T> T get(Setting<T> setting) {
                if (!described.containsKey(setting.name())) {
                    throw new IllegalArgumentException("setting '" + setting.name() + "' is not among those that the"
                            + " factory's settings() describes");
                }
                T value = (T) values.getOrDefault(setting.name(), setting.fallback());
                return setting.form() == SettingForm.SECRET
                        ? (T) live((Setting<SecretSource>) setting, (SecretSource) value, provider, store)
                        : value;
            }
        };
    }

    private static SecretSource live(
            Setting<SecretSource> setting, SecretSource otherwise, String provider, SecretStore store) {
        String standard =
                (provider + "_" + setting.name()).toUpperCase(Locale.ROOT).replace('-', '_');
        List<String> names =
                Stream.concat(setting.aliases().stream(), Stream.of(standard)).toList();
        return () -> names.stream()
                .map(store::get)
                .flatMap(Optional::stream)
                .findFirst()
                .map(found -> setting.parse(found.reveal()).all())
                .orElseGet(otherwise::all);
    }
}
