package dev.sluice.gateway.config;

import java.time.Duration;

/**
 * How long a client may take. Whoever takes longer is disconnected.
 *
 * @param idle between two requests
 * @param header from a request's first byte to the end of its headers, and from a connection's opening to
 *     its first byte
 * @param body from the end of the headers to the end of the body, and a second more for every 16 KB
 * @param write without taking any of the reply
 */
public record ClientTimeouts(Duration idle, Duration header, Duration body, Duration write) {}
