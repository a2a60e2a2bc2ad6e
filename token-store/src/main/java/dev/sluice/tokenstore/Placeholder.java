package dev.sluice.tokenstore;

import java.util.Locale;

/** Recognizes the placeholders of an example file, which stand for values yet to be set. */
public final class Placeholder {
    private Placeholder() {}

    /**
     * Tells whether a value counts as absent.
     *
     * @param value as configured
     * @return whether it is blank, or of the form {@code your_..._here} in upper or lower case
     */
    public static boolean matches(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        return text.isEmpty() || (text.startsWith("your_") && text.endsWith("_here"));
    }
}
