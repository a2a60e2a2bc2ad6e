package dev.sluice.gateway.config;

import java.util.List;
import java.util.Map;
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
    default Optional<String> value(String key) {
        return find(key, List.of()).map(Configured::text);
    }

    /**
     * Says where a value comes from, for messages.
     *
     * @param key as in {@code application.yaml}
     * @return such as {@code PORT in .env}; nothing if the key is not configured
     */
    default Optional<String> origin(String key) {
        return find(key, List.of()).map(Configured::origin);
    }

    /**
     * Looks a value up that has further names.
     *
     * @param key as in {@code application.yaml}
     * @param aliases names in the environment and in {@code .env} that come before the key's own
     * @return nothing if it is absent, or blank in the environment
     */
    Optional<Configured> find(String key, List<String> aliases);

    /**
     * Looks a value up as {@link #find} does, but passes over the key's own name in the environment, where it may be
     * another program's.
     *
     * @param key as in {@code application.yaml}
     * @param aliases names in the environment and in {@code .env} that come before the key's own
     * @return nothing if it is absent
     */
    Optional<Configured> findAtHome(String key, List<String> aliases);

    /**
     * Tells whether the environment gives a value.
     *
     * @param key as in {@code application.yaml}
     * @param aliases as {@link #find} takes them
     * @return true if it does, by any of its names
     */
    boolean inEnvironment(String key, List<String> aliases);

    /**
     * Tells whether the home folder's own files give a value, whatever the environment says.
     *
     * @param key as in {@code application.yaml}
     * @param aliases as {@link #find} takes them
     * @return true if {@code .env} or {@code application.yaml} does
     */
    boolean atHome(String key, List<String> aliases);

    /**
     * Lists the names that a key goes by in the environment and in {@code .env}.
     *
     * @param key as in {@code application.yaml}
     * @param aliases as {@link #find} takes them
     * @return in the order in which they are looked at
     */
    default List<String> variables(String key, List<String> aliases) {
        return EnvironmentNames.of(key, aliases);
    }

    /**
     * Looks a value up in {@code application.yaml} alone.
     *
     * @param key as in the file; a list's elements are joined by commas
     * @return nothing if the file does not have it
     */
    Optional<String> inFile(String key);

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
     * Lists what {@code application.yaml} gives as {@code []} or {@code {}}. To all other methods that is as if nothing
     * were given.
     *
     * @param prefix such as {@code providers.}
     * @return {@code []} or {@code {}} by whole keys that begin with the prefix, in the file's order
     */
    Map<String, Configured> empties(String prefix);

    /**
     * A value, and where it comes from.
     *
     * @param text as configured
     * @param origin for messages, such as {@code PORT in .env} or {@code application.yaml, line 3}
     */
    record Configured(String text, String origin) {
        /** The text may be a secret. */
        @Override
        public String toString() {
            return "Configured[" + origin + "]";
        }
    }
}
