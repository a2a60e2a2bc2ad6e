package dev.sluice.provider.support;

import dev.sluice.provider.Headers;
import dev.sluice.provider.Incubating;
import dev.sluice.provider.Secret;

/** How a key is sent to an upstream. */
@Incubating(since = "0.1")
@FunctionalInterface
public interface Authorization {
    /** {@code Authorization: Bearer}, as most APIs take it. */
    Authorization BEARER = (headers, key) -> headers.set("Authorization", "Bearer " + key.reveal());

    /**
     * Sends the key in a header of its own.
     *
     * @param name such as {@code x-api-key}
     * @return the authorization
     */
    static Authorization header(String name) {
        return (headers, key) -> headers.set(name, key.reveal());
    }

    /**
     * Adds the key to a request.
     *
     * @param headers the request's
     * @param key the key to send
     */
    void apply(Headers.Builder headers, Secret key);
}
