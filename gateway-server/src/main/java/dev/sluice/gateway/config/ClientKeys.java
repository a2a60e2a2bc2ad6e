package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code security.keys}: one key, a list of keys, a list of names with a key, or names with a key. */
final class ClientKeys {
    /** A place in a list; more digits are a name. */
    private static final Pattern PLACE = Pattern.compile("\\d{1,9}");

    private static final String KEY = "security.keys";

    private ClientKeys() {}

    static List<ClientKey> read(LayeredValues values, ConfigReader reader) {
        List<ClientKey> keys = new ArrayList<>();
        boolean fromFile = values.origin(KEY)
                .map(origin -> origin.startsWith(LayeredValues.FILE))
                .orElse(true);
        if (!fromFile) {
            add(keys, "key-1", KEY, values.value(KEY).orElse(""), reader);
            return List.copyOf(keys);
        }
        values.fileValue(KEY).ifPresent(text -> add(keys, "key-1", KEY, text, reader));
        for (String key : values.names(KEY + ".")) {
            String last = key.substring(key.lastIndexOf('.') + 1);
            String name = PLACE.matcher(last).matches() ? "key-" + (Integer.parseInt(last) + 1) : last;
            add(keys, name, key, values.fileValue(key).orElse(""), reader);
        }
        return List.copyOf(keys);
    }

    private static void add(List<ClientKey> keys, String name, String key, String text, ConfigReader reader) {
        try {
            keys.add(ClientKey.of(name, text));
        } catch (IllegalArgumentException e) {
            reader.hidden(key, String.valueOf(e.getMessage()));
        }
    }
}
