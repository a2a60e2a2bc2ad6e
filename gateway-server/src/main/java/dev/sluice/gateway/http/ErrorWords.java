package dev.sluice.gateway.http;

import dev.sluice.provider.ErrorKind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The kinds of errors as log lines and metrics spell them. */
public final class ErrorWords {
    private static final Map<ErrorKind, String> WORDS = words();

    private ErrorWords() {}

    /**
     * Returns a kind's word.
     *
     * @return lower case, joined by underscores
     */
    public static String of(ErrorKind kind) {
        return WORDS.getOrDefault(kind, "internal");
    }

    private static Map<ErrorKind, String> words() {
        Map<ErrorKind, String> words = new EnumMap<>(ErrorKind.class);
        for (ErrorKind kind : ErrorKind.values()) {
            words.put(kind, kind.name().toLowerCase(Locale.ROOT));
        }
        return words;
    }
}
