package dev.sluice.provider;

import java.util.List;

/** Secrets that never change. */
record FixedSecrets(List<Secret> all) implements SecretSource {
    static final FixedSecrets NONE = new FixedSecrets(List.of());

    FixedSecrets {
        all = List.copyOf(all);
    }
}
