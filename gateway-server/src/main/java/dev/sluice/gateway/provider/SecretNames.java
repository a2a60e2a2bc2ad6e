package dev.sluice.gateway.provider;

import dev.sluice.provider.Secret;
import dev.sluice.provider.SecretSource;
import dev.sluice.provider.SecretStore;
import dev.sluice.provider.Setting;
import java.util.List;
import java.util.Optional;

/**
 * Where a secret setting is looked up: by names, in their order, in the secret store, which follows the environment and
 * {@code .env}; then in what {@code application.yaml} said when it was read. The setting splits a text that holds
 * several.
 */
record SecretNames(Setting<SecretSource> setting, List<String> names, List<Secret> inFile) {
    SecretNames {
        names = List.copyOf(names);
        inFile = List.copyOf(inFile);
    }

    SecretSource source(SecretStore store) {
        return () -> names.stream()
                .map(store::get)
                .flatMap(Optional::stream)
                .findFirst()
                .map(found -> setting.parse(found.reveal()).all())
                .orElse(inFile);
    }

    /** Ignores the setting, which a factory may describe anew each time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretNames that && names.equals(that.names) && inFile.equals(that.inFile);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }
}
