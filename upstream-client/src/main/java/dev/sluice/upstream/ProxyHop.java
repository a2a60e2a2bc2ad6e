package dev.sluice.upstream;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between this client and an upstream.
 *
 * @param authorization the value of {@code Proxy-Authorization}; null for none
 */
record ProxyHop(SocketAddress address, @Nullable String authorization) {
    @Override
    public String toString() {
        // Without the authorization, which holds a password.
        return address.toString();
    }
}
