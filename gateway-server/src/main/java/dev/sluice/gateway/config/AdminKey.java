package dev.sluice.gateway.config;

import java.util.List;
import java.util.Optional;

/** Reads {@code security.admin-key}. */
final class AdminKey {
    private static final String KEY = ConfigKeys.ADMIN_KEY.name();

    private AdminKey() {}

    static Optional<ClientKey> read(ConfigValues values, List<ClientKey> clients, ConfigReader reader) {
        String text = values.value(KEY).orElse("");
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            ClientKey key = ClientKey.of("admin", text);
            if (clients.stream().anyMatch(key::sameAs)) {
                reader.hidden(KEY, "expected another key than any of security.keys");
            }
            return Optional.of(key);
        } catch (IllegalArgumentException e) {
            reader.hidden(KEY, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
