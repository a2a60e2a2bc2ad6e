package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The Copilot token in memory, in step with the file: a file that was deleted or replaced takes the token in memory
 * with it, unless the file is another account's or never could be written.
 */
final class HeldToken {
    private static final System.Logger LOG = System.getLogger(HeldToken.class.getName());

    private final TokenCache cache;
    private final GitHubSite site;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Held held;
    private volatile @Nullable Secret refused;
    private volatile boolean unreadable;

    HeldToken(TokenCache cache, GitHubSite site, Clock clock) {
        this.cache = cache;
        this.site = site;
        this.clock = clock;
    }

    /** Returns the token to use now. Costs a look at the file's time stamp, and the file itself only if it changed. */
    Optional<CopilotToken> usable(GitHubAccount account) {
        Held now = held;
        if (now == null || !now.stillOf(account, file(now))) {
            now = inStep(account);
        }
        return now == null ? Optional.empty() : Optional.of(now.token).filter(token -> token.valid(clock.instant()));
    }

    /** Returns a token that another process left in the file and that saves an exchange. */
    Optional<CopilotToken> fromOthers(GitHubAccount account) {
        lock.lock();
        try {
            byte[] file = file(held);
            Optional<CopilotToken> found = ours(file, account).filter(token -> !token.due(clock.instant()));
            found.ifPresent(token -> held = new Held(token, file, account.mark()));
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a token into use and stores it; if it cannot be stored, it lives in memory alone. */
    CopilotToken keep(IssuedToken issued, GitHubAccount account) {
        CopilotToken token = issued.forUse(site);
        lock.lock();
        try {
            try {
                cache.write(issued, account);
            } catch (IOException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "the Copilot token could not be cached and stays in memory: {0}",
                        e.getMessage());
            }
            held = new Held(token, file(null), account.mark());
            return token;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a token that was refused, and does not take it from the file again; false if that was done already. */
    boolean drop(Credential credential) {
        lock.lock();
        try {
            Held now = held;
            boolean droppedBefore = now == null && Objects.equals(refused, credential.token());
            if (droppedBefore || (now != null && !now.token.credential().token().equals(credential.token()))) {
                return false;
            }
            refused = credential.token();
            held = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is in memory, usable or not. */
    Optional<CopilotToken> inMemory() {
        return Optional.ofNullable(held).map(each -> each.token);
    }

    private @Nullable Held inStep(GitHubAccount account) {
        lock.lock();
        try {
            Held before = held;
            // Not what was seen before the lock was had: meanwhile a token may have been stored.
            byte[] file = file(before);
            if (before != null && before.stillOf(account, file)) {
                return before;
            }
            boolean ofAccount = before != null && before.mark.equals(account.mark());
            Held next = null;
            if (before != null && ofAccount && cache.find(file, account) instanceof TokenCache.Found.Foreign) {
                next = new Held(before.token, file, before.mark);
            } else {
                next = ours(file, account)
                        .filter(token -> token.fresh(clock.instant()))
                        .map(token -> new Held(token, file, account.mark()))
                        .orElse(null);
            }
            held = next;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private Optional<CopilotToken> ours(byte @Nullable [] file, GitHubAccount account) {
        if (!(cache.find(file, account) instanceof TokenCache.Found.Ours(IssuedToken issued))
                || Objects.equals(refused, issued.token())) {
            return Optional.empty();
        }
        try {
            return Optional.of(issued.forUse(site));
        } catch (ProviderException e) {
            LOG.log(System.Logger.Level.WARNING, "the cached Copilot token is not used: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Reads the file; one that cannot be read counts as unchanged. */
    private byte @Nullable [] file(@Nullable Held known) {
        try {
            byte[] content = cache.content();
            unreadable = false;
            return content;
        } catch (IOException e) {
            if (!unreadable) {
                LOG.log(System.Logger.Level.WARNING, "the cached Copilot token cannot be read: {0}", e.toString());
            }
            unreadable = true;
            return known == null ? null : known.file;
        }
    }

    private static final class Held {
        private final CopilotToken token;
        private final byte @Nullable [] file;
        private final String mark;

        Held(CopilotToken token, byte @Nullable [] file, String mark) {
            this.token = token;
            this.file = file;
            this.mark = mark;
        }

        @SuppressWarnings("ReferenceEquality") // The store answers the same array while the file is unchanged.
        boolean stillOf(GitHubAccount account, byte @Nullable [] now) {
            return file == now && mark.equals(account.mark());
        }
    }
}
