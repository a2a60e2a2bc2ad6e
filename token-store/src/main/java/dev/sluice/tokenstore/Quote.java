package dev.sluice.tokenstore;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How a value is set off in a {@code .env} file. */
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

    /** The styles to try for a new value, the best one first. */
    static List<Quote> candidates(Quote current, String value) {
        if (current == NONE && isPlain(value)) {
            return List.of(NONE);
        }
        boolean lines = value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
        Quote first = current != NONE ? current : lines ? DOUBLE : SINGLE;
        // A value that holds a style's own mark can often be written in that style, but not readably.
        return Stream.concat(Stream.of(first), Stream.of(SINGLE, DOUBLE, BACKTICK, NONE))
                .distinct()
                .sorted(Comparator.comparing(quote -> quote == NONE || value.contains(quote.mark)))
                .toList();
    }

    /** Whether no reader of such files, a shell included, sees anything special in the value. */
    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "_-.,:/@%+=^".indexOf(c) >= 0));
    }

    /** Spells a value in this style. Not every value can be; whoever asks reads the text back. */
    String spell(String value, String lineEnd) {
        String body = switch (this) {
            case NONE -> value;
            case DOUBLE -> value.replace("\n", "\\n").replace("\r", "\\r");
            case SINGLE, BACKTICK -> value.replace("\n", lineEnd);
        };
        return mark + body + mark;
    }

    /** Reads what stands between the marks. */
    String read(String body) {
        return this == DOUBLE ? body.replace("\\n", "\n").replace("\\r", "\r") : body;
    }
}
