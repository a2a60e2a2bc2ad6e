package dev.sluice.provider.copilot.api;

import dev.sluice.provider.copilot.errors.CopilotErrors;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Whether a refusal may be due to the credential's age rather than to the account or the request. */
enum Staleness {
    /** A fresh credential changes nothing. */
    NONE,
    /** A fresh credential may help; nobody can tell. */
    POSSIBLE,
    /** The API says that the token has expired. */
    EXPIRED,
    /** The API says that the request came to the wrong host. */
    MISDIRECTED;

    /**
     * Judges a refusal.
     *
     * @param status the answer's status
     * @param body the answer's body
     */
    static Staleness of(int status, byte[] body) {
        if (status == 421) {
            return MISDIRECTED;
        }
        if (!CopilotErrors.staleToken(status, body)) {
            return NONE;
        }
        String text = new String(body, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return text.contains("token expired") ? EXPIRED : POSSIBLE;
    }
}
