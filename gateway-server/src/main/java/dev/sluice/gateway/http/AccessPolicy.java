package dev.sluice.gateway.http;

import dev.sluice.gateway.config.ClientKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use the gateway.
 *
 * @param hosts names of the gateway, beside loopback's and any IP address; {@code *} for all
 * @param origins web origins whose pages may call it, such as {@code https://app.example.com}; {@code *} for all
 * @param keys the client keys, one of which a request must have; if there are none, no key is required
 * @param adminKey required under {@code /admin/}, instead of a client key
 * @param onLoopback whether the gateway can be reached from this machine only
 */
public record AccessPolicy(
        Set<String> hosts,
        Set<String> origins,
        List<ClientKey> keys,
        Optional<ClientKey> adminKey,
        boolean onLoopback) {
    public AccessPolicy {
        hosts = Set.copyOf(hosts);
        origins = Set.copyOf(origins);
        keys = List.copyOf(keys);
    }
}
