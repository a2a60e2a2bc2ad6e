package dev.sluice.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where and how the server listens.
 *
 * @param host an address of this machine
 * @param port 0 for any that is free
 * @param allowedHosts names besides the loopback ones that clients may address the server by, lower case
 * @param maxRequestSize the longest body, in bytes
 * @param maxConnections open connections at most
 * @param timeouts how long clients may take
 * @param drainTimeout how long running requests may go on once the server stops
 * @param tls what the server shows by TLS; nothing if it speaks plain HTTP
 */
public record ServerConfig(
        String host,
        int port,
        List<String> allowedHosts,
        int maxRequestSize,
        int maxConnections,
        ClientTimeouts timeouts,
        Duration drainTimeout,
        Optional<SSLContext> tls) {

    /** Copies the list. */
    public ServerConfig {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /**
     * Tells whether nobody but this machine's own programs can reach the server.
     *
     * @return false if that is not certain
     */
    public boolean onLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // Whatever it was when the server began to listen: nothing proves that it is harmless.
            return false;
        }
    }

    /** Takes what does not change while the gateway runs from another one. */
    ServerConfig listeningAs(ServerConfig running) {
        return new ServerConfig(
                running.host,
                running.port,
                allowedHosts,
                maxRequestSize,
                running.maxConnections,
                timeouts,
                running.drainTimeout,
                running.tls);
    }
}
