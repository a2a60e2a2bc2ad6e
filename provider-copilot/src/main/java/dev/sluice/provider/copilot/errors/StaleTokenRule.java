package dev.sluice.provider.copilot.errors;

import static dev.sluice.provider.ErrorKind.NOT_ENTITLED;
import static dev.sluice.provider.ErrorKind.SIGN_IN_REQUIRED;

import dev.sluice.provider.copilot.errors.TextClassifier.Phrase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decides when a refusal is worth a fresh token and one replay, by its status, code and text. A code or wording that
 * is to be worth one is added here and nowhere else; the classifiers take theirs from here.
 *
 * <p>A 401 or 403 is worth it unless its code or text has another meaning to the classifiers, it is a web page, or it
 * asks for a person. A 421 always is: the host comes with the token.
 */
public final class StaleTokenRule {
    /** The meaning of a 401 whose code and text mean nothing to us. */
    static final ErrorClass UNAUTHORIZED = ErrorClass.of(
            SIGN_IN_REQUIRED, "copilot_token_rejected", "A fresh token did not help; sign in to Copilot anew.");
    /** The meaning of a 403 whose code and text mean nothing to us. */
    static final ErrorClass FORBIDDEN = ErrorClass.of(
            NOT_ENTITLED,
            "copilot_access_denied",
            "A fresh token did not help; check the plan, an organisation's policy and"
                    + " providers.copilot.integration-id.");

    private static final ErrorClass EXPIRED = ErrorClass.of(
            SIGN_IN_REQUIRED,
            "copilot_token_rejected",
            "A fresh token did not help; check this machine's clock, and sign in to Copilot anew if it is right.");
    private static final ErrorClass REVOKED = ErrorClass.of(
            SIGN_IN_REQUIRED,
            "copilot_token_rejected",
            "The GitHub token was revoked or replaced; sign in to Copilot anew.");

    /** What may be wrong with the token where a 401 or 403 has one of these meanings; with others it is good. */
    private static final Map<ErrorClass, Cause> CAUSES = Map.of(
            EXPIRED, Cause.EXPIRED,
            REVOKED, Cause.POSSIBLE,
            UNAUTHORIZED, Cause.POSSIBLE,
            FORBIDDEN, Cause.POSSIBLE);

    /** In lower case. */
    private static final String EXPIRED_WORDS = "token expired";

    /** By code, which counts for more than the text. None so far: Copilot says it in plain text. */
    static final Map<String, ErrorClass> CODES = Map.of();

    /** By wording, in lower case; the first that occurs in the text holds. */
    static final List<Phrase> PHRASES = List.of(
            new Phrase(EXPIRED_WORDS, EXPIRED),
            new Phrase("authenticatetoken", REVOKED),
            new Phrase("bad credentials", REVOKED));

    private StaleTokenRule() {}

    /** Tells what a refusal says of the token that it came for. */
    public static Cause causeOf(int status, byte[] body) {
        return switch (status) {
            case 421 -> Cause.MISDIRECTED;
            case 401, 403 -> {
                ErrorClass meaning = ErrorClassifier.errorClass(status, UpstreamError.parse(body), false);
                Cause cause = CAUSES.getOrDefault(meaning, Cause.NONE);
                yield cause == Cause.POSSIBLE && saysExpired(body) ? Cause.EXPIRED : cause;
            }
            default -> Cause.NONE;
        };
    }

    /** Anywhere in the body, not only where a message is looked for. */
    private static boolean saysExpired(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).contains(EXPIRED_WORDS);
    }

    /** Whether a refusal may be due to the token's age or host rather than to the account or the request. */
    public enum Cause {
        /** A fresh token changes nothing. */
        NONE,
        /** A fresh token may help; nobody can tell. */
        POSSIBLE,
        /** The API says that the token has expired. */
        EXPIRED,
        /** The API says that the request came to the wrong host. */
        MISDIRECTED
    }
}
