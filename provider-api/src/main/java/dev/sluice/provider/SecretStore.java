package dev.sluice.provider;

import java.io.IOException;
import java.util.Optional;

/**
 * Secrets by name, kept where people edit them: the {@code .env} file, and before it the environment.
 *
 * <p>Safe for several threads and processes. Changes made by others are seen at the next
 * {@link #get}.
 */
@Stable(since = "1.0")
public interface SecretStore {

    /**
     * Looks a secret up. Costs no more than asking the file system whether the file has changed.
     *
     * @param name as in the file, such as {@code GITHUB_COPILOT_TOKEN}
     * @return nothing if it is absent, blank or a placeholder such as {@code your_..._here}; the last
     *     value known if the file cannot be read now
     */
    Optional<Secret> get(String name);

    /**
     * Stores a secret, leaving every other byte of the file as it is.
     *
     * @param name as in the file
     * @param value what {@link #get} answers from then on, even if this method throws
     * @throws IOException if it could not be stored for the next start; it is kept in memory
     */
    void put(String name, Secret value) throws IOException;
}
