package dev.sluice.gateway.connection;

import dev.sluice.gateway.config.ClientTimeouts;

/** Limits of a client connection: timeouts, and the bytes of a request's body after which it is cut. */
record GuardLimits(TickTimeouts ticks, long maxBody) {
    static GuardLimits of(ClientTimeouts timeouts, long maxBody) {
        return new GuardLimits(TickTimeouts.of(timeouts), maxBody);
    }
}
