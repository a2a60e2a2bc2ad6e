package dev.sluice.provider.copilot.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** What the API says when the account, its plan or the client is to blame, whatever the token's age. */
    private static final List<String> OTHER_REASONS = List.of(
            "terms of service",
            "not authorized for this integration",
            "not authorized to use this copilot feature",
            "personal access token",
            "auto-mode selector",
            "authorize_url");

    static Staleness of(int status, byte[] body) {
        if (status == 421) {
            return MISDIRECTED;
        }
        if (status != 401 && status != 403) {
            return NONE;
        }
        String text = new String(body, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        if (text.contains("token expired")) {
            return EXPIRED;
        }
        return OTHER_REASONS.stream().anyMatch(text::contains) ? NONE : POSSIBLE;
    }
}
