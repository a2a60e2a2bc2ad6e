package dev.sluice.provider.copilot.auth;

/** Text that somebody else wrote and that people will read: on one line, without control characters, of bounded length. */
final class ForeignText {
    private static final int MOST = 300;

    private ForeignText() {}

    static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() <= MOST ? line : line.substring(0, MOST) + "…";
    }
}
