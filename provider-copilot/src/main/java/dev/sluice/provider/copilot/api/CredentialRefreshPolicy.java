package dev.sluice.provider.copilot.api;

import dev.sluice.provider.Secret;
import dev.sluice.provider.copilot.auth.Credential;
import dev.sluice.provider.copilot.auth.Credentials;
import dev.sluice.provider.copilot.errors.ErrorClassifier;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides whether a refusal is worth a fresh credential, and gets one. */
final class CredentialRefreshPolicy {
    private final Credentials credentials;
    /** A token that was refused although it had just been fetched: its age is not what is wrong with it. */
    private volatile @Nullable Secret refusedFresh;

    CredentialRefreshPolicy(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Tells whether there is now another credential than the refused one. */
    boolean refreshed(Cause cause, Credential refused) {
        boolean futile = cause == Cause.POSSIBLE && Objects.equals(refusedFresh, refused.token());
        return cause != Cause.NONE && !futile && credentials.renew(refused, cause == Cause.MISDIRECTED);
    }

    /** Remembers a fresh credential that was refused as the one before it. */
    void refusedAgain(Cause cause, Credential refused) {
        if (cause != Cause.NONE) {
            refusedFresh = refused.token();
        }
    }

    /** Whether a refusal may be due to the credential's age rather than to the account or the request. */
    enum Cause {
        /** A fresh credential changes nothing. */
        NONE,
        /** A fresh credential may help; nobody can tell. */
        POSSIBLE,
        /** The API says that the token has expired. */
        EXPIRED,
        /** The API says that the request came to the wrong host. */
        MISDIRECTED;

        static Cause of(int status, byte[] body) {
            if (status == 421) {
                return MISDIRECTED;
            }
            if (!ErrorClassifier.staleToken(status, body)) {
                return NONE;
            }
            String text = new String(body, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
            return text.contains("token expired") ? EXPIRED : POSSIBLE;
        }
    }
}
