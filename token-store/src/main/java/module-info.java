import org.jspecify.annotations.NullMarked;

/** Secrets in {@code .env} and fetched tokens in {@code .cache}: owner-only, atomic, shared between processes. */
@NullMarked
module dev.sluice.tokenstore {
    requires static org.jspecify;
    requires transitive dev.sluice.provider;

    exports dev.sluice.tokenstore;
}
