package dev.sluice.upstream;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on the way.
 *
 * @param address where it is
 * @param authorization what it is shown, as the value of {@code Proxy-Authorization}; null if nothing
 */
record ProxyHop(SocketAddress address, @Nullable String authorization) {
    @Override
    public String toString() {
        // Not what it is shown, which holds a password.
        return address.toString();
    }
}
