package dev.sluice.gateway.config;

import java.util.Optional;
import java.util.Set;

/** Configured texts by key, whichever source they come from. Immutable. */
public interface ConfigValues {

    /**
     * Looks a value up: the environment first, then {@code .env}, then {@code application.yaml}.
     *
     * @param key as in {@code application.yaml}, such as {@code providers.copilot.github-url}; a list's
     *     elements are joined by commas
     * @return the text as configured; nothing if it is absent, or blank in the environment
     */
    Optional<String> value(String key);

    /**
     * Lists the keys that {@code application.yaml} has. The environment is not searched, because a
     * variable's name does not tell where one word ends.
     *
     * @param prefix such as {@code providers.}
     * @return whole keys that begin with the prefix, in the file's order; a list's elements are {@code
     *     key.0}, {@code key.1} and so on
     */
    Set<String> names(String prefix);

    /**
     * Says where a value comes from, for messages.
     *
     * @param key as in {@code application.yaml}
     * @return such as {@code PORT in .env}; nothing if the key is not configured
     */
    Optional<String> origin(String key);
}
