package dev.sluice.gateway.http;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A log line as {@code name=value name="a value with spaces"}, in printable characters only. */
final class TextLogLine implements LogLine {
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder line = new StringBuilder(320);

    @Override
    public void put(String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        name(name);
        String shown = LogLine.shortened(value);
        if (plain(shown)) {
            line.append(shown);
        } else {
            quote(shown);
        }
    }

    @Override
    public void put(String name, long value) {
        name(name);
        line.append(value);
    }

    @Override
    public String finish() {
        return line.toString();
    }

    private void name(String name) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(name).append('=');
    }

    private static boolean plain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c == '"' || c == '\\' || c == '=' || c > '~') {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private void quote(String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (Character.isISOControl(c) || isInvisible(c)) {
                line.append("\\u").append(HEX.toHexDigits(c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }

    /** Line separators, and characters that change the direction of text or have no form. */
    private static boolean isInvisible(char c) {
        int type = Character.getType(c);
        return type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED;
    }
}
