package dev.sluice.upstream;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The options of a client: proxies, TLS, idle connections. Immutable. */
public final class UpstreamOptions {
    private static final UpstreamOptions STANDARD = new UpstreamOptions(null, null, 128, Duration.ofSeconds(60));

    private final @Nullable ProxySelector proxies;
    private final @Nullable SSLContext tls;
    private final int idleConnections;
    private final Duration idleTime;

    private UpstreamOptions(
            @Nullable ProxySelector proxies, @Nullable SSLContext tls, int idleConnections, Duration idleTime) {
        this.proxies = proxies;
        this.tls = tls;
        this.idleConnections = idleConnections;
        this.idleTime = idleTime;
    }

    /**
     * Returns the defaults: proxies and trusted certificates from the JVM's system properties, up to
     * 128 idle connections to each upstream, kept for a minute.
     *
     * @return always the same
     */
    public static UpstreamOptions standard() {
        return STANDARD;
    }

    /**
     * Sets the proxies.
     *
     * @param selector asked with scheme, host and port alone; HTTP proxies and direct connections are used
     * @return changed options
     */
    public UpstreamOptions withProxies(ProxySelector selector) {
        return new UpstreamOptions(Objects.requireNonNull(selector, "selector"), tls, idleConnections, idleTime);
    }

    /**
     * Sets the trusted certificates.
     *
     * @param context made for clients
     * @return changed options
     */
    public UpstreamOptions withTls(SSLContext context) {
        return new UpstreamOptions(proxies, Objects.requireNonNull(context, "context"), idleConnections, idleTime);
    }

    /**
     * Sets how many idle connections are kept.
     *
     * @param connections to each upstream; 0 for none
     * @param time how long each is kept; positive
     * @return changed options
     */
    public UpstreamOptions withIdle(int connections, Duration time) {
        if (connections < 0 || !time.isPositive()) {
            throw new IllegalArgumentException("cannot keep " + connections + " connections for " + time);
        }
        return new UpstreamOptions(proxies, tls, connections, time);
    }

    Optional<ProxySelector> proxies() {
        return proxies == null ? Optional.ofNullable(ProxySelector.getDefault()) : Optional.of(proxies);
    }

    /** Returns the {@code Proxy-Authorization} for the proxy of an upstream; null for none. */
    @Nullable
    String proxyAuthorization(Origin origin) {
        return proxies instanceof EnvironmentProxies environment
                ? environment.authorization(origin.uri().getScheme())
                : null;
    }

    Optional<SSLContext> tls() {
        return Optional.ofNullable(tls);
    }

    int idleConnections() {
        return idleConnections;
    }

    Duration idleTime() {
        return idleTime;
    }
}
