package dev.sluice.dialects.messages;

/** Judges names of tools and ids of calls. */
final class Names {
    private static final int LONGEST = 128;

    private Names() {}

    /** Tells whether a text has only letters, digits, lines and dashes of ASCII. */
    static boolean plain(String text) {
        return text.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '_'
                        || c == '-');
    }

    /** Returns a tool's name, and refuses one that the dialect does not take. */
    static String ofTool(String name) {
        if (name.isEmpty() || name.length() > LONGEST || !plain(name)) {
            throw Refused.because("The tool's name '" + name.substring(0, Math.min(LONGEST, name.length()))
                    + "' can't be told to the model asked for: it takes letters, digits, '_' and '-', 128 at most.");
        }
        return name;
    }
}
