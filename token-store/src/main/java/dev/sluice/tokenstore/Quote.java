package dev.sluice.tokenstore;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The quotes around a value in a {@code .env} file. */
enum Quote {
    NONE(""),
    SINGLE("'"),
    DOUBLE("\""),
    BACKTICK("`");

    private final String mark;

    Quote(String mark) {
        this.mark = mark;
    }

    static Quote openedBy(char first) {
        return switch (first) {
            case '\'' -> SINGLE;
            case '"' -> DOUBLE;
            case '`' -> BACKTICK;
            default -> NONE;
        };
    }

    /** Returns the quotes to try for a new value, the best first. */
    static List<Quote> candidates(Quote current, String value) {
        if (current == NONE && isPlain(value)) {
            return List.of(NONE);
        }
        boolean lines = value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
        Quote first = current != NONE ? current : lines ? DOUBLE : SINGLE;
        // A value that contains a quote can often be written in it, but not readably.
        return Stream.concat(Stream.of(first), Stream.of(SINGLE, DOUBLE, BACKTICK, NONE))
                .distinct()
                .sorted(Comparator.comparing(quote -> quote == NONE || value.contains(quote.mark)))
                .toList();
    }

    /** Tells whether no reader of such files, a shell included, treats anything in the value specially. */
    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "_-.,:/@%+=^".indexOf(c) >= 0));
    }

    /** Quotes a value. Not every value can be; the caller reads the text back. */
    String spell(String value, String lineEnd) {
        String body = switch (this) {
            case NONE -> value;
            case DOUBLE -> value.replace("\n", "\\n").replace("\r", "\\r");
            case SINGLE, BACKTICK -> value.replace("\n", lineEnd);
        };
        return mark + body + mark;
    }

    /** Unescapes what is between the quotes. */
    String read(String body) {
        return this == DOUBLE ? body.replace("\\n", "\n").replace("\\r", "\r") : body;
    }
}
