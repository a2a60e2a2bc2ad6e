package dev.sluice.upstream;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The scheme, host and port of an upstream; the key of its pooled connections. */
record Origin(boolean secure, String host, int port) {

    static Origin of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("an upstream's address is an absolute http or https URL");
        }
        boolean secure = scheme.equals("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : standardPort(secure);
        return new Origin(secure, uri.getHost().toLowerCase(Locale.ROOT), port);
    }

    // Written out: a record would link its own at the first request.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin origin
                && secure == origin.secure
                && port == origin.port
                && host.equals(origin.host);
    }

    @Override
    public int hashCode() {
        return 31 * host.hashCode() + port;
    }

    /** The {@code Host} header; also how messages name the upstream. */
    String authority() {
        return port == standardPort(secure) ? host : host + ":" + port;
    }

    /** What a resolver takes: an IPv6 address without its brackets. */
    String address() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** What a proxy selector is asked with. */
    URI uri() {
        return URI.create((secure ? "https://" : "http://") + host + ":" + port);
    }

    @Override
    public String toString() {
        return authority();
    }

    private static int standardPort(boolean secure) {
        return secure ? 443 : 80;
    }
}
