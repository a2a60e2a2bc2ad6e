package dev.sluice.gateway.http;

import dev.sluice.gateway.config.ClientKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use the gateway.
 *
 * @param hosts names that the gateway is reached by, beside loopback's and any address in digits; {@code *} for all
 * @param origins web origins whose pages may call it, such as {@code https://app.example.com}; {@code *} for all
 * @param keys the client keys, of which a request must show one; if there are none, none is asked for
 * @param adminKey what must be shown under {@code /admin/}, instead of a client key
 * @param onLoopback whether the gateway can be reached from this machine only
 */
public record Access(
        Set<String> hosts,
        Set<String> origins,
        List<ClientKey> keys,
        Optional<ClientKey> adminKey,
        boolean onLoopback) {
    /** Copies the collections. */
    public Access {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
        keys = List.copyOf(keys);
    }
}
