package dev.sluice.gateway.config;

import dev.sluice.provider.Setting;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys by the type of their value. */
final class ConfigTypes {
    /** A duration here is what it is in a provider's settings. */
    static final Setting<Duration> DURATION = Setting.duration("duration", Duration.ofSeconds(30), "Any duration.");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(B|KB|MB|GB)?", Pattern.CASE_INSENSITIVE);

    private ConfigTypes() {}

    static ConfigKey<String> text(String name, String fallback, String expected, String description) {
        return key(name, fallback, expected, description, String::strip);
    }

    /** A section of names that people choose, which the environment cannot give. */
    static ConfigKey<String> named(String name, String expected, String description) {
        return text(name, "", expected, description).environment("");
    }

    static ConfigKey<List<String>> list(String name, String expected, String description, Pattern element) {
        return key(name, "", "a list of " + expected, description, text -> {
            List<String> elements = Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .toList();
            elements.forEach(each -> require(element.matcher(each).matches()));
            return elements;
        });
    }

    static ConfigKey<Integer> number(String name, int fallback, int least, int most, String description) {
        String expected = "a whole number from " + least + " to " + most;
        return key(name, Integer.toString(fallback), expected, description, text -> {
            int value = Integer.parseInt(text.strip());
            require(value >= least && value <= most);
            return value;
        });
    }

    static ConfigKey<Duration> duration(String name, String fallback, String description) {
        return key(name, fallback, DURATION.expected(), description, DURATION::parse);
    }

    static ConfigKey<Boolean> flag(String name, boolean fallback, String description) {
        String expected = "true or false";
        return key(name, Boolean.toString(fallback), expected, description, text -> switch (text.strip()
                .toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    static ConfigKey<Integer> size(String name, String fallback, String description) {
        return key(name, fallback, "a size from 1 KB to 1 GB such as 32 MB", description, text -> {
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

    static <E extends Enum<E>> ConfigKey<E> choice(String name, E fallback, String description) {
        Class<E> type = fallback.getDeclaringClass();
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        String expected = "one of " + String.join(", ", names);
        return key(name, fallback.name().toLowerCase(Locale.ROOT), expected, description, text -> {
            require(names.contains(text.strip().toLowerCase(Locale.ROOT)));
            return Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT));
        });
    }

    private static <T> ConfigKey<T> key(
            String name, String fallback, String expected, String description, Function<String, T> parser) {
        return new ConfigKey<>(name, EnvironmentNames.standard(name), fallback, expected, description, parser, true);
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException();
        }
    }
}
