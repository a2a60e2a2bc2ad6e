package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.SignInStatus;
import java.util.List;

/** What the console shows during a sign-in. People and scripts know these lines by heart: not a blank may change. */
final class SignInBanner {
    static final String APPROVED = "✅ Authorization successful!";
    static final String SAVED = "✅ Token saved to .env file";

    private static final String RULE = "═".repeat(62);

    private SignInBanner() {}

    static String of(SignInStatus.Pending code) {
        return String.join(
                "\n",
                List.of(
                        "",
                        "╔" + RULE + "╗",
                        "║           🔐 GITHUB COPILOT AUTHENTICATION                   ║",
                        "╚" + RULE + "╝",
                        "",
                        "Please visit: " + code.verificationUri(),
                        "Enter code: " + code.userCode(),
                        "",
                        "Waiting for authorization...",
                        ""));
    }

    static String notSaved(String why) {
        return "⚠️ Token could not be saved to .env file (" + why + ").\n"
                + "It is kept in memory and saved as soon as that can be done; until then a restart asks to sign in again.";
    }
}
