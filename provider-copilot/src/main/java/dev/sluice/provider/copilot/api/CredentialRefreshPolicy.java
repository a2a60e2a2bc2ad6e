package dev.sluice.provider.copilot.api;

import dev.sluice.provider.Secret;
import dev.sluice.provider.copilot.auth.Credential;
import dev.sluice.provider.copilot.auth.Credentials;
import dev.sluice.provider.copilot.errors.StaleTokenRule;
import dev.sluice.provider.copilot.errors.StaleTokenRule.Cause;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gets a fresh credential where {@link StaleTokenRule} says that one may help, but not again and again in vain. */
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
}
