package dev.sluice.gateway.http;

import dev.sluice.gateway.config.ClientKey;
import java.util.List;
import java.util.Set;

/**
 * Who may use the gateway.
 *
 * @param hosts names that the gateway is reached by, beside loopback's and any address in digits; {@code *} for all
 * @param origins web origins whose pages may call it, such as {@code https://app.example.com}; {@code *} for all
 * @param keys the client keys, of which a request must show one; if there are none, none is asked for
 */
public record Access(Set<String> hosts, Set<String> origins, List<ClientKey> keys) {
    /** Copies the collections. */
    public Access {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
        keys = List.copyOf(keys);
    }
}
