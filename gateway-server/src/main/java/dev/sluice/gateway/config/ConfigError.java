package dev.sluice.gateway.config;

import java.util.regex.Pattern;

/**
 * An error in the configuration.
 *
 * @param key where it is: a key, or a file that cannot be read
 * @param sentence what is wrong and what is allowed, beginning with the key; without secrets
 */
public record ConfigError(String key, String sentence) {
    private static final Pattern SECRET_KEY =
            Pattern.compile("(token|secret|password|credential|key)s?$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELEMENT = Pattern.compile("\\d+");
    private static final Pattern SECRET_VALUE = Pattern.compile(
            ".*(gh[a-z]_|github_pat_|sk-|bearer |basic |://[^/]*@|[A-Za-z0-9+/_=]{32,}).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Says what is wrong with a value, and hides it if it may be a secret. */
    public static ConfigError value(ConfigValues.Configured found, String key, String why) {
        return SECRET_KEY.matcher(key).find()
                        || SECRET_VALUE.matcher(found.text()).matches()
                ? hidden(key, found.origin(), why)
                : shown(key, found.text(), found.origin(), why);
    }

    /** Says what is wrong with a secret. */
    static ConfigError hidden(String key, String origin, String why) {
        return shown(key, "(hidden)", origin, why);
    }

    /** Says what is wrong with a value that is no secret. */
    static ConfigError shown(String key, String text, String origin, String why) {
        return at(key + " = " + text, key, origin, why);
    }

    /** Says what is wrong at a key, and shows no value. */
    public static ConfigError at(String key, String origin, String why) {
        return at(key, key, origin, why);
    }

    private static ConfigError at(String shown, String key, String origin, String why) {
        return new ConfigError(key, shown + " (" + origin + "): " + why);
    }

    /**
     * Says that a value is not one text, or not a list of them.
     *
     * @param values says where it stands
     * @param below what stands below the key, such as {@code 0} or {@code name.0}
     * @param expected what should stand there instead
     */
    public static ConfigError shape(ConfigValues values, String key, String below, String expected) {
        String found = isElement(below) ? "a list" : "a section with keys of its own";
        return values.error(key, "expected " + expected + ", not " + found);
    }

    /**
     * Says that a list or section where texts should be holds nothing.
     *
     * @param found {@code []} or {@code {}}
     * @param key the key where it stands, or below which it does
     * @param expected what should stand there instead
     */
    public static ConfigError empty(ConfigValues.Configured found, String key, String expected) {
        String shape = found.text().equals("[]") ? "an empty list" : "an empty section";
        return at(key, found.origin(), "expected " + expected + ", not " + shape);
    }

    /** Tells whether what stands below a key is an element of a list, such as {@code 0}; false for {@code name.0}. */
    public static boolean isElement(String below) {
        return ELEMENT.matcher(below).matches();
    }

    @Override
    public String toString() {
        return sentence;
    }
}
