package dev.sluice.upstream;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;

/**
 * What a connection is made of.
 *
 * @param channel the TCP connection
 * @param in what comes from the upstream, without TLS
 * @param out what goes to the upstream, without TLS
 * @param absoluteTarget whether a proxy reads the requests
 */
record Link(SocketChannel channel, InputStream in, OutputStream out, boolean absoluteTarget) {}
