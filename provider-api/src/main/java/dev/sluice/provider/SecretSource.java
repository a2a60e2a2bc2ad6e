package dev.sluice.provider;

import java.util.List;
import java.util.Optional;

/**
 * Looks up the value of a {@link Setting#secret} for each call, so that a key changed in {@code .env} is used by the
 * next request. Keep the source, not its result.
 *
 * <p>Thread-safe. A look-up costs about as much as checking whether a file has changed; nothing is kept between
 * look-ups.
 */
@Stable(since = "1.0")
@FunctionalInterface
public interface SecretSource {

    /**
     * Looks all of them up.
     *
     * @return what is configured now, in its order; empty if nothing is
     */
    List<Secret> all();

    /**
     * Looks the first one up.
     *
     * @return nothing if none is configured now
     */
    default Optional<Secret> first() {
        return all().stream().findFirst();
    }

    /**
     * Returns a source that never has any.
     *
     * @return always the same
     */
    static SecretSource none() {
        return FixedSecrets.NONE;
    }

    /**
     * Makes a source of secrets that never change, as tests use.
     *
     * @param secrets what {@link #all()} returns
     * @return the source
     */
    static SecretSource of(List<Secret> secrets) {
        return new FixedSecrets(secrets);
    }
}
