package dev.sluice.gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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
    static final ConfigSection SECTION = new ConfigSection("server");

    private static final Pattern HOST_NAME = Pattern.compile("[\\p{Alnum}._-]+|\\[?[0-9a-fA-F:]+]?");

    private static final ConfigKey<String> HOST = SECTION.text("host", "an address of this machine")
            .environment("HOST")
            .defaultTo("127.0.0.1")
            .atNextStart()
            .described("Address to listen on; any other than loopback requires `security.keys`.");
    private static final ConfigKey<Integer> PORT = SECTION.number("port", 0, 65535)
            .environment("PORT")
            .defaultTo("4000")
            .atNextStart()
            .described("Port to listen on; 0 selects any free port.");
    private static final ConfigKey<List<String>> ALLOWED_HOSTS = SECTION.list(
                    "allowed-hosts", HOST_NAME, "host names without a port")
            .described("Host names, in addition to the loopback ones, that are accepted in the `Host` header.");
    private static final ConfigKey<Integer> MAX_REQUEST_SIZE =
            SECTION.size("max-request-size").defaultTo("32 MB").described("Maximum size of a request body.");
    private static final ConfigKey<Integer> MAX_CONNECTIONS = SECTION.number("max-connections", 1, 1_000_000)
            .defaultTo("10000")
            .atNextStart()
            .described("Maximum number of open connections; further ones wait to be accepted.");
    private static final ConfigKey<Duration> IDLE_TIMEOUT = SECTION.duration("idle-timeout")
            .defaultTo("PT75S")
            .described("Maximum idle time of a connection between two requests.");
    private static final ConfigKey<Duration> HEADER_TIMEOUT = SECTION.duration("header-timeout")
            .defaultTo("PT30S")
            .described("Maximum time from a request's first byte to the end of its headers, and from the opening of a"
                    + " connection to its first byte.");
    private static final ConfigKey<Duration> BODY_TIMEOUT = SECTION.duration("body-timeout")
            .defaultTo("PT60S")
            .described("Maximum time for receiving a request body; every 16 KB received add a second.");
    private static final ConfigKey<Duration> WRITE_TIMEOUT = SECTION.duration("write-timeout")
            .defaultTo("PT60S")
            .described("Maximum time a client may go without reading any of the response before it counts as"
                    + " disconnected.");
    private static final ConfigKey<Duration> DRAIN_TIMEOUT = SECTION.duration("drain-timeout")
            .defaultTo("PT30S")
            .atNextStart()
            .described("Grace period for requests in flight at shutdown.");
    static final ConfigKey<String> TLS_CERTIFICATE = SECTION.text(
                    "tls.certificate", "a PEM file, relative to the home folder")
            .atNextStart()
            .described("The server's certificate chain; with it, the server accepts HTTPS only.");
    static final ConfigKey<String> TLS_KEY = SECTION.text(
                    "tls.key", "a PEM file in PKCS#8 form, relative to the home folder")
            .atNextStart()
            .described("The certificate's private key.");

    /** Copies the list. */
    public ServerConfig {
        allowedHosts = List.copyOf(allowedHosts);
    }

    static ServerConfig read(Path home, ConfigReader reader) {
        return new ServerConfig(
                reader.read(HOST),
                reader.read(PORT),
                reader.read(ALLOWED_HOSTS).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList(),
                reader.read(MAX_REQUEST_SIZE),
                reader.read(MAX_CONNECTIONS),
                new ClientTimeouts(
                        reader.read(IDLE_TIMEOUT),
                        reader.read(HEADER_TIMEOUT),
                        reader.read(BODY_TIMEOUT),
                        reader.read(WRITE_TIMEOUT)),
                reader.read(DRAIN_TIMEOUT),
                TlsReader.read(home, reader));
    }

    /**
     * Reports an address that is none, and one beyond this machine where clients need no key, unless that is on
     * purpose.
     */
    void check(boolean guarded, ConfigReader reader) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress() && !guarded) {
                reader.error(
                        HOST,
                        host,
                        "beyond this machine clients must present a key: set security.keys or PROXY_SERVER_KEY, or"
                                + " listen on 127.0.0.1, or set security.open to true if something else protects"
                                + " this address");
            }
        } catch (UnknownHostException e) {
            reader.error(HOST, host, "expected " + HOST.expected());
        }
    }

    /** Tells whether only programs on this machine can reach the server; false if that is not certain. */
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
