package dev.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;

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

    /** Compares two configurations without errors, and values rather than texts: {@code PT60S} is {@code PT1M}. */
    public static ConfigChanges between(ConfigValues before, ConfigValues after) {
        List<String> atOnce = new ArrayList<>();
        List<String> atNextStart = new ArrayList<>();
        for (ConfigKey<?> key : ConfigSchema.keys()) {
            if (differs(key, before, after)) {
                (key.atOnce() ? atOnce : atNextStart).add(key.name());
            }
        }
        return new ConfigChanges(atOnce, atNextStart);
    }

    private static boolean differs(ConfigKey<?> key, ConfigValues before, ConfigValues after) {
        return key.shape() == ConfigKey.Shape.NAMES
                ? !texts(key.name(), before).equals(texts(key.name(), after))
                : !key.in(before).equals(key.in(after));
    }

    /** What has names of its own below it is not told by a single text; its order may count. */
    private static List<String> texts(String name, ConfigValues values) {
        List<String> texts = new ArrayList<>();
        texts.add(values.value(name).orElse(""));
        for (String each : values.names(name + ".")) {
            texts.add(each + "=" + values.value(each).orElse(""));
        }
        return texts;
    }
}
