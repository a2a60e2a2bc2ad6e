package dev.sluice.gateway.config;

import java.util.regex.Pattern;

/**
 * A pattern of models' ids, in which {@code *} stands for any text. Upper and lower case do not count.
 *
 * @param text as configured
 * @param pattern the same as an expression
 */
public record Glob(String text, Pattern pattern) {
    /** Reads a pattern such as {@code gpt-*}. */
    public static Glob of(String text) {
        StringBuilder expression = new StringBuilder();
        for (String piece : text.splitWithDelimiters("\\*", 0)) {
            expression.append(piece.equals("*") ? ".*" : Pattern.quote(piece));
        }
        return new Glob(text, Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    /** Tells whether the whole of an id matches. */
    public boolean matches(String id) {
        return pattern.matcher(id).matches();
    }

    /** Compares what is configured: no two expressions are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
