package dev.sluice.provider.copilot.auth;

import java.util.Locale;

/** How a sign-in ended. */
enum SignInOutcome {
    SUCCESS,
    /** A token came by another way: another process, or an edited file. */
    ELSEWHERE,
    DENIED,
    EXPIRED,
    FAILED,
    CANCELLED;

    boolean signedIn() {
        return this == SUCCESS || this == ELSEWHERE;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
