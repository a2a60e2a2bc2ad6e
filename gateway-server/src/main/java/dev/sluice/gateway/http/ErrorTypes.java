package dev.sluice.gateway.http;

import dev.sluice.provider.ErrorKind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The kinds of errors as log lines and metrics spell them: in lower case with underscores. */
public final class ErrorTypes {
    private static final Map<ErrorKind, String> NAMES = names();

    private ErrorTypes() {}

    public static String of(ErrorKind kind) {
        return NAMES.getOrDefault(kind, "internal");
    }

    private static Map<ErrorKind, String> names() {
        Map<ErrorKind, String> names = new EnumMap<>(ErrorKind.class);
        for (ErrorKind kind : ErrorKind.values()) {
            names.put(kind, kind.name().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
