package dev.sluice.provider.support;

import dev.sluice.provider.Incubating;
import java.util.regex.Pattern;

/** Shortens a text of an upstream for a message: one line, bounded, credentials masked. */
@Incubating(since = "0.1")
public final class Excerpt {
    private static final int LENGTH = 300;
    // Longer than what is kept, so that a credential is recognised as a whole before the text is cut.
    private static final int SCANNED = 4_000;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");
    // OpenAI quotes a wrong key with stars in its middle. Copilot's tokens are pairs that begin with tid or exp.
    private static final Pattern CREDENTIAL = Pattern.compile("gh[a-z]_\\w+|github_pat_\\w+"
            + "|\\btid=[^\\s\"']+|\\bexp=\\d+;[^\\s\"']+"
            + "|(?i:\\btoken\\s+)(?=[\\w.=;:~+/-]*\\d)[\\w.=;:~+/-]{16,}"
            + "|(?i:\\bbearer\\s+)[\\w.=;:~+/*-]{8,}|\\b(?:sk|gsk|xai|pk|rk|nvapi|hf|tgp)[-_][\\w*.-]{6,}"
            + "|\\bAIza[\\w-]{10,}|\\beyJ[\\w.-]{8,}|\\b[0-9a-f]{32,}\\b|(?i:key=)[\\w-]{8,}");

    private Excerpt() {}

    /**
     * Creates an excerpt.
     *
     * @param text anything
     * @return at most 300 characters and three dots, what looks like a credential replaced by {@code [hidden]}
     */
    public static String of(String text) {
        String start = text.length() > SCANNED ? text.substring(0, SCANNED) : text;
        String line = UNPRINTABLE.matcher(start).replaceAll(" ").strip();
        String safe = CREDENTIAL.matcher(line).replaceAll("[hidden]");
        return safe.length() <= LENGTH ? safe : cut(safe) + "...";
    }

    private static String cut(String text) {
        // Not between the halves of a character outside the basic plane.
        int end = Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH;
        return text.substring(0, end);
    }
}
