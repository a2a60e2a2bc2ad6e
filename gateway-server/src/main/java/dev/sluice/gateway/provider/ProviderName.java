package dev.sluice.gateway.provider;

import dev.sluice.provider.Setting;
import java.util.List;

/** A provider's id in the configuration, and the id of the factory that makes it. */
record ProviderName(String id, String type) {
    static final String ROOT = "providers.";
    static final String FORM = "[a-z][a-z0-9-]*";

    String prefix() {
        return ROOT + id + ".";
    }

    String key(Setting<?> setting) {
        return prefix() + setting.name();
    }

    /** Returns a setting's aliases, which hold only for the provider that goes by its factory's id. */
    List<String> aliases(Setting<?> setting) {
        return id.equals(type) ? setting.aliases() : List.of();
    }

    static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    static String suggestion(List<String> near) {
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }
}
