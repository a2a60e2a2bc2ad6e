package dev.sluice.tokenstore;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Parses the assignments of a {@code .env} file as Node's dotenv (16 and 17) does.
 *
 * <p>Rules that may be unexpected: a {@code #} ends an unquoted value even without a space before
 * it; a backslash before a quote keeps the quote from closing, and stays; only {@code \n} and {@code \r}
 * in double quotes are escapes; an unclosed quote is an ordinary character; {@code key: value}
 * is an assignment too; nothing is expanded. Unlike dotenv's, an assignment without quotes never continues
 * on the next line.
 */
final class DotEnvReader {
    // UTF-8 bytes as characters. Blanks to JavaScript; copied from web pages or written by Windows editors.
    private static final String NO_BREAK_SPACE = "\u00C2\u00A0";
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private final byte[] bytes;
    // One character a byte, so that positions in the text are positions in the file.
    private final String text;

    private DotEnvReader(byte[] bytes) {
        this.bytes = bytes;
        this.text = new String(bytes, ISO_8859_1);
    }

    static List<DotEnvEntry> read(byte[] bytes) {
        return new DotEnvReader(bytes).entries();
    }

    private List<DotEnvEntry> entries() {
        List<DotEnvEntry> entries = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Optional<DotEnvEntry> entry = entry(at, lineEnd(at));
            entry.ifPresent(entries::add);
            at = lineEnd(entry.map(DotEnvEntry::end).orElse(at)) + 1;
        }
        return List.copyOf(entries);
    }

    private Optional<DotEnvEntry> entry(int lineStart, int lineEnd) {
        int keyStart = afterExport(skipBlanks(lineStart));
        int keyEnd = keyStart;
        while (keyEnd < lineEnd && isKeyCharacter(text.charAt(keyEnd))) {
            keyEnd++;
        }
        int sign = skipBlanks(keyEnd);
        if (keyEnd == keyStart || sign >= lineEnd) {
            return Optional.empty();
        }
        String key = text.substring(keyStart, keyEnd);
        if (text.charAt(sign) == '=') {
            return Optional.of(value(key, sign + 1, lineEnd));
        }
        boolean colon = sign == keyEnd && text.charAt(sign) == ':' && skipBlanks(sign + 1) > sign + 1;
        return colon ? Optional.of(value(key, sign + 2, lineEnd)) : Optional.empty();
    }

    private int afterExport(int at) {
        if (text.startsWith("export", at)) {
            int next = skipBlanks(at + "export".length());
            boolean keyFollows = next < text.length() && isKeyCharacter(text.charAt(next));
            return keyFollows && next > at + "export".length() ? next : at;
        }
        return at;
    }

    private DotEnvEntry value(String key, int from, int lineEnd) {
        int start = skipBlanks(from);
        Quote quote = start < lineEnd ? Quote.openedBy(text.charAt(start)) : Quote.NONE;
        int close = quote == Quote.NONE ? -1 : closing(start);
        if (close >= 0) {
            return new DotEnvEntry(key, quote.read(decode(start + 1, close)), quote, start, close + 1);
        }
        int comment = text.indexOf('#', from);
        int end = comment < 0 ? lineEnd : Math.min(comment, lineEnd);
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        if (end <= start) {
            return new DotEnvEntry(key, "", Quote.NONE, from, from);
        }
        return unclosed(key, quote, start, end);
    }

    /** Reads a value up to the end of its line, whose quotes do not close it properly. */
    private DotEnvEntry unclosed(String key, Quote quote, int start, int end) {
        String value = trim(decode(start, end));
        int last = value.length() - 1;
        boolean framed = quote != Quote.NONE && last > 0 && value.charAt(0) == value.charAt(last);
        String body = framed ? value.substring(1, last) : value;
        return new DotEnvEntry(key, quote.read(body), framed ? quote : Quote.NONE, start, end);
    }

    /** Returns where the quote that opens at a position is closed; negative if it is not. */
    private int closing(int open) {
        char mark = text.charAt(open);
        Deque<Integer> escaped = new ArrayDeque<>();
        for (int at = text.indexOf(mark, open + 1); at >= 0; at = text.indexOf(mark, at + 1)) {
            if (text.charAt(at - 1) != '\\') {
                if (endsAssignment(at + 1)) {
                    return at;
                }
                break;
            }
            escaped.push(at);
        }
        // A backslash before a quote has no meaning where no later quote closes.
        return escaped.stream().filter(at -> endsAssignment(at + 1)).findFirst().orElse(-1);
    }

    private boolean endsAssignment(int at) {
        int next = skipBlanks(at);
        return next == text.length() || isLineEnd(text.charAt(next)) || text.charAt(next) == '#';
    }

    private String decode(int start, int end) {
        return new String(bytes, start, end - start, UTF_8)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
    }

    /** Trims as JavaScript does. */
    private static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isWideBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isWideBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isWideBlank(char c) {
        return isBlank(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }

    private int skipBlanks(int from) {
        int at = from;
        while (true) {
            if (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            } else if (text.startsWith(NO_BREAK_SPACE, at)) {
                at += NO_BREAK_SPACE.length();
            } else if (text.startsWith(BYTE_ORDER_MARK, at)) {
                at += BYTE_ORDER_MARK.length();
            } else {
                return at;
            }
        }
    }

    private int lineEnd(int from) {
        int at = from;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isKeyCharacter(char c) {
        return DotEnv.isKeyCharacter(c);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f' || c == '\u000B';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
