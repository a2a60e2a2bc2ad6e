package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigError;
import dev.sluice.gateway.config.ConfigValues;
import dev.sluice.gateway.config.ConfigValues.Configured;
import dev.sluice.gateway.text.NearMatches;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.Setting;
import dev.sluice.provider.SettingForm;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one provider's settings from the configuration and collects every error. */
final class ProviderSettingsReader {
    /** Settings that every provider has. */
    static final Set<String> RESERVED = Set.of("enabled", "type");

    private final ConfigValues config;
    private final ProviderName provider;
    private final Setting<Boolean> enabled;
    private final List<ConfigError> errors;
    private final List<ConfigError> unknown;

    /**
     * {@code enabled} is the provider's switch, as its factory describes it; {@code unknown} takes keys that the
     * provider does not read.
     */
    ProviderSettingsReader(
            ConfigValues config,
            ProviderName provider,
            Setting<Boolean> enabled,
            List<ConfigError> errors,
            List<ConfigError> unknown) {
        this.config = config;
        this.provider = provider;
        this.enabled = enabled;
        this.errors = errors;
        this.unknown = unknown;
    }

    /**
     * Tells whether the provider is switched on or off; empty if that is not configured. An invalid value means off.
     */
    Optional<Boolean> enabled() {
        return text(enabled).map(found -> read(enabled).orElse(false));
    }

    /** Tells whether files in the home folder configure the provider. */
    boolean configuredInFiles(List<Setting<?>> settings) {
        return !config.names(provider.prefix()).isEmpty()
                || !wrongEmpties(settings).isEmpty()
                || settings.stream().anyMatch(each -> config.inFiles(provider.key(each), provider.aliases(each)));
    }

    /** Reads all settings; empty if there are errors. */
    Optional<ProviderSettings> read(List<Setting<?>> settings) {
        Map<String, Object> values = new HashMap<>();
        boolean valid = true;
        for (Setting<?> setting : settings) {
            Optional<?> value = setting.form() == SettingForm.SECRET ? secret(setting) : read(setting);
            if (value.isPresent()) {
                values.put(setting.name(), value.get());
            } else {
                valid = false;
            }
        }
        valid &= findMisshapen(settings);
        findUnknown(settings);
        return valid ? Optional.of(new ProviderSettings(values)) : Optional.empty();
    }

    private <T> Optional<T> read(Setting<T> setting) {
        Optional<Configured> found = text(setting);
        if (found.isEmpty()) {
            return Optional.of(setting.fallback());
        }
        try {
            return Optional.of(setting.parse(found.get().text()));
        } catch (IllegalArgumentException e) {
            errors.add(ConfigError.value(found.get(), provider.key(setting), "expected " + setting.expected()));
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked") // Only settings of this type have this form.
    private Optional<SecretNames> secret(Setting<?> described) {
        Setting<SecretSource> setting = (Setting<SecretSource>) described;
        String key = provider.key(setting);
        return Optional.of(new SecretNames(
                setting,
                config.variables(key, provider.aliases(setting)),
                config.inFile(key).map(text -> setting.parse(text).all()).orElse(List.of())));
    }

    private Optional<Configured> text(Setting<?> setting) {
        String key = provider.key(setting);
        List<String> aliases = provider.aliases(setting);
        Optional<Configured> found = isMeant(setting) ? config.find(key, aliases) : config.findInFiles(key, aliases);
        return found.isEmpty() && setting.form() == SettingForm.MAP ? entries(key) : found;
    }

    /** Returns a warning for each environment variable that would configure a file-only setting, if no file does. */
    List<String> ignoredVariables(List<Setting<?>> settings) {
        return settings.stream()
                .filter(each -> !isMeant(each))
                .flatMap(each -> ignoredVariables(each).stream())
                .toList();
    }

    private Optional<String> ignoredVariables(Setting<?> setting) {
        String key = provider.key(setting);
        List<String> aliases = provider.aliases(setting);
        return config.findInFiles(key, aliases).isPresent()
                ? Optional.empty()
                : config.find(key, aliases)
                        .map(found -> found.origin()
                                + " is ignored, because it may belong to other programs, and API keys"
                                + " are not sent there. If it is meant for provider " + provider.id() + ", set " + key
                                + " in application.yaml, or "
                                + config.variables(key, aliases).getLast() + " in .env.");
    }

    private boolean isMeant(Setting<?> setting) {
        return !setting.isFileOnly() || config.inEnvironment(provider.key(enabled), provider.aliases(enabled));
    }

    /** Reads texts by name, as one line each. */
    private Optional<Configured> entries(String key) {
        Set<String> keys = config.names(key + ".");
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        String lines = keys.stream()
                .map(each -> each.substring(key.length() + 1) + "="
                        + config.inFile(each).orElse("") + "\n")
                .collect(Collectors.joining());
        return Optional.of(new Configured(lines, config.origin(key).orElse("application.yaml")));
    }

    /** Finds lists and sections where a text is expected; true if there are none. */
    private boolean findMisshapen(List<Setting<?>> settings) {
        int before = errors.size();
        for (Setting<?> setting :
                Stream.concat(Stream.of(enabled), settings.stream()).toList()) {
            String key = provider.key(setting);
            config.names(key + ".").stream()
                    .map(each -> each.substring(key.length() + 1))
                    .filter(below -> !holds(setting.form(), below))
                    .findFirst()
                    .ifPresent(below -> errors.add(ConfigError.shape(config, key, below, setting.expected())));
            wrongEmpties(settings).forEach((place, found) -> {
                if (place.equals(key) || place.startsWith(key + ".")) {
                    errors.add(ConfigError.empty(found, key, setting.expected()));
                }
            });
        }
        return errors.size() == before;
    }

    private static boolean holds(SettingForm form, String below) {
        return switch (form) {
            case VALUE -> false;
            case LIST, SECRET -> ConfigError.isElement(below);
            case MAP -> true;
        };
    }

    /** Finds empty lists and sections, except settings that may be empty. */
    private Map<String, Configured> wrongEmpties(List<Setting<?>> settings) {
        Map<String, Configured> empties = new LinkedHashMap<>(config.empties(provider.prefix()));
        settings.forEach(each -> empties.computeIfPresent(
                provider.key(each), (key, found) -> mayBeEmpty(each.form(), found.text()) ? null : found));
        return empties;
    }

    private static boolean mayBeEmpty(SettingForm form, String text) {
        return switch (form) {
            case VALUE -> false;
            case LIST, SECRET -> text.equals("[]");
            case MAP -> true;
        };
    }

    private void findUnknown(List<Setting<?>> settings) {
        String prefix = provider.prefix();
        List<String> known = Stream.concat(RESERVED.stream(), settings.stream().map(Setting::name))
                .distinct()
                .toList();
        Set<String> named = new TreeSet<>();
        Stream.concat(config.names(prefix).stream(), config.empties(prefix).keySet().stream())
                .forEach(key -> named.add(ProviderName.first(key.substring(prefix.length()))));
        named.removeAll(known);
        for (String name : named) {
            unknown.add(config.error(
                    prefix + name,
                    "provider '" + provider.id() + "' has no setting '" + name + "'"
                            + ProviderName.suggestion(NearMatches.of(name, known, 2))));
        }
    }
}
