package dev.sluice.dialects;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the one text out of a JSON object while the object is still being written. An input that turns out to be
 * anything else is given as it is: a model may well write plain text where it was asked for JSON. Used by one thread.
 */
final class WrappedInput {
    private final Pattern beginning;
    private final StringBuilder unread = new StringBuilder();
    private State state = State.BEFORE;

    private enum State {
        BEFORE,
        WITHIN,
        BEHIND
    }

    WrappedInput(String field) {
        this.beginning = Pattern.compile("\\s*\\{\\s*\"" + Pattern.quote(field) + "\"\\s*:\\s*\"");
    }

    /** Takes more of the JSON and returns what more of the text is known by it. */
    String more(String json) {
        unread.append(json);
        if (state == State.BEFORE) {
            Matcher found = beginning.matcher(unread);
            if (found.lookingAt()) {
                unread.delete(0, found.end());
                state = State.WITHIN;
            }
        }
        return state == State.WITHIN ? text() : "";
    }

    /** Returns what is left at the end of the JSON. */
    String rest() {
        return state == State.BEHIND ? "" : unread.toString();
    }

    private String text() {
        int end = 0;
        while (end < unread.length() && unread.charAt(end) != '"') {
            int next = end + lengthAt(end);
            if (next > unread.length()) {
                break;
            }
            end = next;
        }
        boolean closed = end < unread.length() && unread.charAt(end) == '"';
        String text = unescaped(unread.substring(0, end));
        unread.delete(0, end);
        if (closed) {
            state = State.BEHIND;
        }
        return text;
    }

    /** The length of a character as JSON writes it; of a pair of escaped surrogates, that of both. */
    private int lengthAt(int at) {
        if (unread.charAt(at) != '\\') {
            return Character.isHighSurrogate(unread.charAt(at)) ? 2 : 1;
        }
        boolean unicode = at + 1 >= unread.length() || unread.charAt(at + 1) == 'u';
        if (!unicode) {
            return 2;
        }
        boolean high =
                at + 4 <= unread.length() && unread.substring(at + 2, at + 4).matches("[dD][89abAB]");
        return high ? 12 : 6;
    }

    private static String unescaped(String text) {
        try {
            return JsonDocument.parse(('"' + text + '"').getBytes(StandardCharsets.UTF_8))
                    .root()
                    .string();
        } catch (JsonException e) {
            // A control character that should have been escaped, most likely a line break: what is meant is plain.
            return text;
        }
    }
}
