package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which of the gateway's own keys differ between two configurations.
 *
 * @param atOnce those that take effect while the gateway runs
 * @param atNextStart those that do not
 */
public record ConfigChanges(List<String> atOnce, List<String> atNextStart) {
    /** Copies the lists. */
    public ConfigChanges {
        atOnce = List.copyOf(atOnce);
        atNextStart = List.copyOf(atNextStart);
    }

    /**
     * Compares values rather than texts: {@code PT60S} is {@code PT1M}.
     *
     * @param before without a mistake
     * @param after without a mistake
     * @return what differs
     */
    public static ConfigChanges between(ConfigValues before, ConfigValues after) {
        List<String> atOnce = new ArrayList<>();
        List<String> atNextStart = new ArrayList<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            if (differs(key, before, after)) {
                (key.atOnce() ? atOnce : atNextStart).add(key.name());
            }
        }
        return new ConfigChanges(atOnce, atNextStart);
    }

    private static boolean differs(ConfigKey<?> key, ConfigValues before, ConfigValues after) {
        return key.name().equals(ConfigKeys.KEYS.name())
                ? !clientKeys(before).equals(clientKeys(after))
                : !key.in(before).equals(key.in(after));
    }

    /** Client keys have names, which a single text does not tell. */
    private static Map<String, String> clientKeys(ConfigValues values) {
        String name = ConfigKeys.KEYS.name();
        Map<String, String> keys = new TreeMap<>();
        keys.put(name, values.value(name).orElse(""));
        for (String each : values.names(name + ".")) {
            keys.put(each, values.value(each).orElse(""));
        }
        return keys;
    }
}
