package dev.sluice.gateway.config;

import dev.sluice.gateway.config.ConfigKey.Shape;
import dev.sluice.provider.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Declares the keys of one section of {@code application.yaml}, by the type of their value. */
final class ConfigSection {
    /** A duration here is what it is in a provider's settings. */
    static final Setting<Duration> DURATION = Setting.duration("duration", Duration.ofSeconds(30), "Any duration.");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(B|KB|MB|GB)?", Pattern.CASE_INSENSITIVE);

    private final String name;
    private final List<ConfigKey<?>> keys = new ArrayList<>();

    ConfigSection(String name) {
        this.name = name;
    }

    /** Returns the keys in the order of their declaration. */
    List<ConfigKey<?>> keys() {
        return Collections.unmodifiableList(keys);
    }

    ConfigKey.Builder<String> text(String key, String expected) {
        return key(key, expected, String::strip);
    }

    /** A section of names that people choose, which is read piece by piece. */
    ConfigKey.Builder<String> names(String key, String expected) {
        return text(key, expected).names();
    }

    ConfigKey.Builder<List<String>> list(String key, Pattern element, String expected) {
        return key(key, "a list of " + expected, text -> {
                    List<String> elements = Arrays.stream(text.split(","))
                            .map(String::strip)
                            .filter(each -> !each.isEmpty())
                            .toList();
                    elements.forEach(each -> require(element.matcher(each).matches()));
                    return elements;
                })
                .shape(Shape.LIST);
    }

    ConfigKey.Builder<Integer> number(String key, int least, int most) {
        return key(key, "a whole number from " + least + " to " + most, text -> {
            int value = Integer.parseInt(text.strip());
            require(value >= least && value <= most);
            return value;
        });
    }

    ConfigKey.Builder<Duration> duration(String key) {
        return key(key, DURATION.expected(), DURATION::parse);
    }

    ConfigKey.Builder<Boolean> flag(String key) {
        return key(key, "true or false", text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** A number of bytes. */
    ConfigKey.Builder<Integer> size(String key) {
        return key(key, "a size from 1 KB to 1 GB such as 32 MB", text -> {
            Matcher matcher = SIZE.matcher(text.strip());
            require(matcher.matches());
            String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
            long bytes = Long.parseLong(matcher.group(1))
                    << switch (unit) {
                        case "KB" -> 10;
                        case "MB" -> 20;
                        case "GB" -> 30;
                        default -> 0;
                    };
            require(bytes >= 1 << 10 && bytes <= 1 << 30);
            return (int) bytes;
        });
    }

    <E extends Enum<E>> ConfigKey.Builder<E> choice(String key, Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        return key(key, "one of " + String.join(", ", names), text -> {
            require(names.contains(text.strip().toLowerCase(Locale.ROOT)));
            return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
        });
    }

    private <T> ConfigKey.Builder<T> key(String key, String expected, Function<String, T> parser) {
        return new ConfigKey.Builder<>(name + "." + key, expected, parser, keys::add);
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException();
        }
    }
}
