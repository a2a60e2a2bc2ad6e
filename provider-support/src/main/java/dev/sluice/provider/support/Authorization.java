package dev.sluice.provider.support;

import dev.sluice.provider.Headers;
import dev.sluice.provider.Secret;

/** How an upstream wants to be shown a key. */
@FunctionalInterface
public interface Authorization {
    /** {@code Authorization: Bearer}, which most want. */
    Authorization BEARER = (headers, key) -> headers.set("Authorization", "Bearer " + key.reveal());

    /**
     * Shows the key in a header of its own.
     *
     * @param name such as {@code x-api-key}
     * @return the way
     */
    static Authorization header(String name) {
        return (headers, key) -> headers.set(name, key.reveal());
    }

    /**
     * Adds the key to a request.
     *
     * @param headers the request's
     * @param key what to show
     */
    void show(Headers.Builder headers, Secret key);
}
