package dev.sluice.gateway.provider;

import dev.sluice.gateway.config.ConfigError;
import dev.sluice.gateway.config.ConfigValues;
import dev.sluice.gateway.text.NearMatches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads which providers there are: one for each factory, and the further instances that the configuration names. */
final class ProviderNames {
    private static final Pattern TYPE = Pattern.compile("providers\\.[^.]+\\.type(\\..*)?");

    private final Set<String> types;
    private final List<ConfigError> errors;
    private final List<ConfigError> unknown;

    /** {@code errors} takes names that no provider can have, {@code unknown} names and types without a factory. */
    ProviderNames(Set<String> types, List<ConfigError> errors, List<ConfigError> unknown) {
        this.types = types;
        this.errors = errors;
        this.unknown = unknown;
    }

    /** Returns the factories' own providers in their order, then the instances by name. */
    List<ProviderName> read(ConfigValues config) {
        Map<String, ProviderName> names = new LinkedHashMap<>();
        types.forEach(type -> names.put(type, new ProviderName(type, type)));
        Set<String> configured = new TreeSet<>();
        config.names(ProviderName.ROOT).forEach(key -> configured.add(id(key)));
        config.empties(ProviderName.ROOT).forEach((key, found) -> {
            String id = id(key);
            if (TYPE.matcher(key).matches()) {
                errors.add(ConfigError.empty(found, key, "a provider's type"));
            } else if (!key.equals(ProviderName.ROOT + id)) {
                configured.add(id);
            }
        });
        for (String id : configured) {
            String key = ProviderName.ROOT + id + ".type";
            config.inFile(key)
                    .ifPresentOrElse(
                            type -> instance(config, id, key, type).forEach(name -> names.put(id, name)),
                            () -> plain(config, id));
        }
        return new ArrayList<>(names.values());
    }

    private static String id(String key) {
        return ProviderName.first(key.substring(ProviderName.ROOT.length()));
    }

    private List<ProviderName> instance(ConfigValues config, String id, String key, String type) {
        if (!id.matches(ProviderName.FORM)) {
            errors.add(config.error(
                    ProviderName.ROOT + id,
                    "a provider's name is lower-case letters, digits and dashes, beginning with a letter"));
            return List.of();
        }
        if (!types.contains(type)) {
            report(config, key, "there is no type of provider '" + type + "'", type);
            return List.of();
        }
        return List.of(new ProviderName(id, type));
    }

    private void plain(ConfigValues config, String id) {
        if (!types.contains(id)) {
            String key = ProviderName.ROOT + id;
            String elsewhere = config.find(id.toUpperCase(Locale.ROOT).replace('-', '_') + "_TYPE", List.of())
                    .map(found ->
                            ", and " + found.origin() + " makes none: write " + key + ".type into application.yaml")
                    .orElse("");
            report(config, key, "there is no provider '" + id + "'" + elsewhere, id);
        }
    }

    private void report(ConfigValues config, String key, String what, String given) {
        Set<String> known = new TreeSet<>(types);
        String there = known.isEmpty() ? "" : "; there are " + String.join(", ", known);
        unknown.add(config.error(key, what + there + ProviderName.suggestion(NearMatches.of(given, known, 1))));
    }
}
