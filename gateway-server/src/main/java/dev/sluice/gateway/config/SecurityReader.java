package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code security}: the keys of clients and of administrators. */
final class SecurityReader {
    static final ConfigSection SECTION = new ConfigSection("security");

    /** One key, a list of keys, a list of names with a key, or names with a key. */
    static final ConfigKey<String> KEYS = SECTION.names("keys", "a list of keys, or of names with a key each")
            .environment("PROXY_SERVER_KEY")
            .secret()
            .described("Client keys, one of which every request must present; a key may be given as `sha256:` and its"
                    + " hash in hexadecimal. Without keys, all clients on this machine are served.");

    static final ConfigKey<Boolean> OPEN = SECTION.flag("open")
            .defaultTo("false")
            .described("Serves requests without a key on an address beyond loopback. Only for networks that are"
                    + " protected otherwise.");
    private static final ConfigKey<String> ADMIN_KEY = SECTION.text(
                    "admin-key", "a key, or sha256: and its hash in hexadecimal")
            .environment("SLUICE_ADMIN_KEY")
            .secret()
            .described("Key that requests under `/admin/` must present; client keys are not accepted there. Without it,"
                    + " only programs on this machine are served there, and only if the gateway listens on loopback.");

    /** A place in a list; more digits are a name. */
    private static final Pattern PLACE = Pattern.compile("\\d{1,9}");

    private SecurityReader() {}

    static List<ClientKey> clientKeys(ConfigReader reader) {
        List<ClientKey> keys = new ArrayList<>();
        ConfigEntry entry = reader.entry(KEYS);
        if (entry.node().hasValue()) {
            add(keys, "key-1", KEYS.name(), entry.node().asString().orElse(""), reader);
        } else {
            entry.children().forEach(each -> add(keys, each, reader));
        }
        return List.copyOf(keys);
    }

    private static void add(List<ClientKey> keys, ConfigEntry entry, ConfigReader reader) {
        if (!entry.node().isLeaf()) {
            entry.children().forEach(each -> add(keys, each, reader));
            return;
        }
        String name =
                PLACE.matcher(entry.name()).matches() ? "key-" + (Integer.parseInt(entry.name()) + 1) : entry.name();
        add(keys, name, entry.key(), entry.text().orElse(""), reader);
    }

    private static void add(List<ClientKey> keys, String name, String key, String text, ConfigReader reader) {
        try {
            keys.add(ClientKey.of(name, text));
        } catch (IllegalArgumentException e) {
            String origin = reader.values().origin(key).orElse(FileSource.NAME);
            reader.error(ConfigError.hidden(key, origin, String.valueOf(e.getMessage())));
        }
    }

    static Optional<ClientKey> adminKey(List<ClientKey> clients, ConfigReader reader) {
        String text = reader.read(ADMIN_KEY);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            ClientKey key = ClientKey.of("admin", text);
            if (clients.stream().anyMatch(key::sameAs)) {
                reader.error(ADMIN_KEY, text, "expected another key than any of security.keys");
            }
            return Optional.of(key);
        } catch (IllegalArgumentException e) {
            reader.error(ADMIN_KEY, text, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
