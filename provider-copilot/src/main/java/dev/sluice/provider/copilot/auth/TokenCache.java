package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.CacheStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Copilot token on disk, {@code .cache/githubcopilot-token.json}. */
final class TokenCache {
    private static final String NAME = "githubcopilot-token.json";
    private static final String LOCK = "githubcopilot-token";
    private static final Duration LOCK_WAIT = Duration.ofSeconds(20);
    private static final System.Logger LOG = System.getLogger(TokenCache.class.getName());

    private final CacheStore store;
    private byte @Nullable [] unmarked;
    private @Nullable String unmarkedOwner;

    TokenCache(CacheStore store) {
        this.store = store;
    }

    /** Returns the file, the same array for as long as it is unchanged; {@code null} if there is none. */
    byte @Nullable [] content() throws IOException {
        return store.read(NAME).orElse(null);
    }

    /** Says what the file is to an account. */
    synchronized Found find(byte @Nullable [] content, GitHubAccount account) {
        Optional<TokenFile> file = content == null ? Optional.empty() : TokenFile.parse(content);
        if (file.isEmpty()) {
            return new Found.Nothing();
        }
        return owner(content, file.get(), account).equals(account.mark())
                ? new Found.Ours(file.get().issued())
                : new Found.Foreign();
    }

    // A file without a mark is whoever's it was when first seen: a new sign-in must not inherit it.
    @SuppressWarnings("ReferenceEquality") // The store answers the same array while the file is unchanged.
    private String owner(byte @Nullable [] content, TokenFile file, GitHubAccount account) {
        if (file.mark().isPresent()) {
            return file.mark().get();
        }
        if (content != unmarked || unmarkedOwner == null) {
            unmarked = content;
            unmarkedOwner = account.mark();
        }
        return unmarkedOwner;
    }

    void write(IssuedToken issued, GitHubAccount account) throws IOException {
        store.write(NAME, new TokenFile(issued, Optional.of(account.mark())).format());
    }

    /** Keeps other processes from exchanging meanwhile; nothing if that cannot be had, which only costs an exchange. */
    Optional<CacheStore.Lock> lock() throws InterruptedException {
        try {
            return store.lock(LOCK, LOCK_WAIT);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "no lock for the token cache", e);
            return Optional.empty();
        }
    }

    /** What a file is to an account. */
    sealed interface Found {
        /** No file, or nothing that can be used. */
        record Nothing() implements Found {}

        /** Another account's. */
        record Foreign() implements Found {}

        /** A token of this account, whatever its age. */
        record Ours(IssuedToken issued) implements Found {}
    }
}
