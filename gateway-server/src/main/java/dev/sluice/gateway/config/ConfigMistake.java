package dev.sluice.gateway.config;

import java.util.regex.Pattern;

/**
 * Something wrong in the configuration.
 *
 * @param key where it is wrong: a key, or a file that cannot be read
 * @param sentence what is wrong and what is allowed, beginning with the key; without secrets
 */
public record ConfigMistake(String key, String sentence) {
    private static final Pattern SECRET_KEY =
            Pattern.compile("(token|secret|password|credential|key)s?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELEMENT = Pattern.compile("\\d+");
    private static final Pattern SECRET_VALUE = Pattern.compile(
            ".*(gh[a-z]_|github_pat_|sk-|bearer |basic |://[^/]*@|[A-Za-z0-9+/_=]{32,}).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * Says what is wrong with a value, which is hidden if it may be a secret.
     *
     * @param values says where it comes from
     * @param key its key
     * @param text as configured
     * @param why what is wrong, or what is expected
     * @return the mistake
     */
    public static ConfigMistake value(ConfigValues values, String key, String text, String why) {
        return secret(key, text) ? hidden(values, key, why) : shown(values, key, text, why);
    }

    /**
     * Says what is wrong with a value that was looked up by further names, and hides it if it may be a secret.
     *
     * @param found the value
     * @param key its key
     * @param why what is wrong, or what is expected
     * @return the mistake
     */
    public static ConfigMistake value(ConfigValues.Configured found, String key, String why) {
        return secret(key, found.text())
                ? hidden(found, key, why)
                : new ConfigMistake(key, key + " = " + found.text() + " (" + found.origin() + "): " + why);
    }

    /**
     * Says what is wrong with a secret.
     *
     * @param found the value, which is not shown
     * @param key its key
     * @param why what is wrong, or what is expected
     * @return the mistake
     */
    public static ConfigMistake hidden(ConfigValues.Configured found, String key, String why) {
        return new ConfigMistake(key, key + " = (hidden) (" + found.origin() + "): " + why);
    }

    /** Says what is wrong with a secret. */
    static ConfigMistake hidden(ConfigValues values, String key, String why) {
        return shown(values, key, "(hidden)", why);
    }

    private static boolean secret(String key, String text) {
        return SECRET_KEY.matcher(key).find() || SECRET_VALUE.matcher(text).matches();
    }

    /**
     * Says that nobody reads a key.
     *
     * @param values says where it stands
     * @param key as in the file
     * @param why what there is instead
     * @return the mistake
     */
    public static ConfigMistake unknown(ConfigValues values, String key, String why) {
        return new ConfigMistake(key, key + " (" + origin(values, key) + "): " + why);
    }

    /**
     * Says that a value is not one text, or not a list of them.
     *
     * @param values says where it stands
     * @param key as in the file
     * @param below what stands below the key, such as {@code 0} or {@code name.0}
     * @param expected what should stand there instead
     * @return the mistake
     */
    public static ConfigMistake shape(ConfigValues values, String key, String below, String expected) {
        String found = isElement(below) ? "a list" : "a section with keys of its own";
        return unknown(values, key, "expected " + expected + ", not " + found);
    }

    /**
     * Says that a list or section where texts should be holds nothing.
     *
     * @param found {@code []} or {@code {}}
     * @param key the key where it stands, or below which it does
     * @param expected what should stand there instead
     * @return the mistake
     */
    public static ConfigMistake empty(ConfigValues.Configured found, String key, String expected) {
        String shape = found.text().equals("[]") ? "an empty list" : "an empty section";
        return new ConfigMistake(key, key + " (" + found.origin() + "): expected " + expected + ", not " + shape);
    }

    /**
     * Tells whether what stands below a key is an element of a list.
     *
     * @param below such as {@code 0} or {@code name.0}
     * @return true for the first of these
     */
    public static boolean isElement(String below) {
        return ELEMENT.matcher(below).matches();
    }

    /** Says what is wrong with a value that is no secret. */
    static ConfigMistake shown(ConfigValues values, String key, String text, String why) {
        return new ConfigMistake(key, key + " = " + text + " (" + origin(values, key) + "): " + why);
    }

    private static String origin(ConfigValues values, String key) {
        return values.origin(key).orElse(LayeredValues.FILE);
    }

    @Override
    public String toString() {
        return sentence;
    }
}
