package dev.sluice.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The types of settings that there are. */
final class SettingTypes {
    static final SettingType<String> TEXT = value("a text", text -> text);
    static final SettingType<Optional<String>> OPTIONAL_TEXT =
            value("a text", text -> Optional.of(text.strip()).filter(stripped -> !stripped.isEmpty()));
    static final SettingType<Boolean> FLAG = value("true or false", SettingTypes::flag);
    static final SettingType<Integer> NUMBER = value("a whole number", text -> Integer.valueOf(text.strip()));
    static final SettingType<Duration> DURATION =
            value("a duration such as PT30S, at most 365 days", SettingTypes::duration);
    static final SettingType<URI> URL = value("an http or https URL", SettingTypes::url);
    static final SettingType<Optional<URI>> OPTIONAL_URL =
            value("an http or https URL", text -> text.isBlank() ? Optional.empty() : Optional.of(url(text)));
    static final SettingType<List<String>> LIST =
            new SettingType<>("a list of texts", SettingForm.LIST, text -> parts(text, ","));
    static final SettingType<Map<String, String>> MAP =
            new SettingType<>("names with a text each, such as a=b, c=d", SettingForm.MAP, SettingTypes::entries);
    static final SettingType<SecretSource> SECRET = new SettingType<>(
            "a secret, or a list of them",
            SettingForm.SECRET,
            text -> SecretSource.of(parts(text, ",").stream().map(Secret::of).toList()));

    /** Far more than anyone waits, and far less than nanoseconds in a long can count. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private SettingTypes() {}

    static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return value(
                "one of " + String.join(", ", names),
                text -> Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private static <T> SettingType<T> value(String expected, Function<String, T> parser) {
        return new SettingType<>(expected, SettingForm.VALUE, parser);
    }

    private static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Duration duration(String text) {
        Duration value = Duration.parse(text.strip());
        if (!value.isPositive() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("not positive, or too long");
        }
        return value;
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text.strip());
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!http || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
                throw new IllegalArgumentException("not the URL of a server");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Entries stand on lines of their own where there is more than one line, so that a text may have commas. */
    private static Map<String, String> entries(String text) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String entry : parts(text, text.contains("\n") ? "\n" : ",")) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not of the form name=text");
            }
            entries.put(
                    entry.substring(0, equals).strip(),
                    entry.substring(equals + 1).strip());
        }
        return Collections.unmodifiableMap(entries);
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
