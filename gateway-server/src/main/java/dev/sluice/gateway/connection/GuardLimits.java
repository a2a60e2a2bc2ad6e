package dev.sluice.gateway.connection;

import dev.sluice.gateway.config.ClientTimeouts;

/**
 * What clients are held to.
 *
 * @param ticks how long they may take
 * @param longestBody bytes of a request's body after which its connection is cut
 */
record GuardLimits(TickLimits ticks, long longestBody) {
    static GuardLimits of(ClientTimeouts timeouts, long longestBody) {
        return new GuardLimits(TickLimits.of(timeouts), longestBody);
    }
}
