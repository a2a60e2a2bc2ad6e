package dev.sluice.upstream;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is made of.
 *
 * @param channel the TCP connection
 * @param in what comes from the upstream, without TLS
 * @param out what goes to the upstream, without TLS
 * @param reader the proxy that reads the requests; null if they are read by the upstream alone
 */
record Link(
        SocketChannel channel,
        InputStream in,
        OutputStream out,
        @Nullable ProxyHop reader) {}
