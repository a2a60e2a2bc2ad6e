package dev.sluice.upstream;

import static jdk.net.ExtendedSocketOptions.TCP_KEEPCOUNT;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE;
import static jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One attempt to connect to an upstream: name resolution, TCP, proxy tunnel, TLS. */
final class ConnectAttempt {
    private static final int MAX_PROXY_HEAD = 16 * 1024;

    /** Seconds of silence before the first keep-alive probe, seconds between probes, probes without an answer. */
    private static final Map<SocketOption<Integer>, Integer> PROBES =
            Map.of(TCP_KEEPIDLE, 30, TCP_KEEPINTERVAL, 10, TCP_KEEPCOUNT, 3);

    /** The step that an attempt is at; named in the message if it times out. */
    enum Step {
        LOOK_UP("looking up its address"),
        CONNECT("waiting for the connection"),
        PROXY("waiting for the proxy"),
        TLS("in the TLS handshake");

        private final String text;

        Step(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private final Origin origin;
    private final long deadline;
    private final Supplier<SSLContext> tls;
    private volatile Step step = Step.LOOK_UP;

    ConnectAttempt(Origin origin, long deadline, Supplier<SSLContext> tls) {
        this.origin = origin;
        this.deadline = deadline;
        this.tls = tls;
    }

    Step step() {
        return step;
    }

    Connection connect(@Nullable ProxyHop proxy, Consumer<Connection> onKill) throws IOException {
        SocketChannel channel = openChannel(proxy == null ? null : proxy.address());
        try {
            if (proxy != null && origin.secure()) {
                tunnel(channel.socket(), proxy.authorization());
            }
            if (!origin.secure()) {
                return new Connection(origin, channel, channel.socket(), proxy, onKill);
            }
            step = Step.TLS;
            return new Connection(origin, channel, secure(channel.socket()), null, onKill);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Connects to the proxy or else the upstream, trying each address of the host in turn. */
    SocketChannel openChannel(@Nullable SocketAddress proxy) throws IOException {
        List<InetSocketAddress> addresses = addresses(proxy);
        step = Step.CONNECT;
        IOException failure = new ConnectException("no address");
        for (int i = 0; i < addresses.size(); i++) {
            try {
                return connect(addresses.get(i), addresses.size() - i);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                if (i > 0) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure;
    }

    private SocketChannel connect(InetSocketAddress address, int triesLeft) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            keepAlive(channel);
            channel.socket().connect(address, Times.socketMillis(left() / triesLeft));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * A model may be silent for minutes. Keep-alive probes keep routers from dropping the connection meanwhile, and
     * detect a peer that is gone.
     */
    private static void keepAlive(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        // A system without these options uses its own intervals, which are hours.
        if (channel.supportedOptions().containsAll(PROBES.keySet())) {
            for (Map.Entry<SocketOption<Integer>, Integer> probe : PROBES.entrySet()) {
                channel.setOption(probe.getKey(), probe.getValue());
            }
        }
    }

    private List<InetSocketAddress> addresses(@Nullable SocketAddress proxy) throws UnknownHostException {
        String host = origin.address();
        int port = origin.port();
        if (proxy instanceof InetSocketAddress inet) {
            host = inet.getHostString();
            port = inet.getPort();
        }
        int target = port;
        return List.of(InetAddress.getAllByName(host)).stream()
                .map(address -> new InetSocketAddress(address, target))
                .toList();
    }

    /** Requests a tunnel from the proxy, after <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6">RFC 9110</a>. */
    private void tunnel(Socket socket, @Nullable String authorization) throws IOException {
        step = Step.PROXY;
        String target = origin.host() + ":" + origin.port();
        String credentials = authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n";
        String request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + credentials + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String head = proxyHead(socket);
        int space = head.indexOf(' ');
        String status = head.startsWith("HTTP/1.") && space > 0
                ? head.substring(space + 1).strip()
                : "";
        if (!status.startsWith("2")) {
            throw new ProxyRefusalException(
                    status.isEmpty()
                            ? "no HTTP reply"
                            : status.lines().findFirst().orElse(""));
        }
    }

    private String proxyHead(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            socket.setSoTimeout(Times.socketMillis(left()));
            // Byte by byte: what follows the head belongs to the upstream.
            int next = in.read();
            if (next < 0 || head.size() == MAX_PROXY_HEAD) {
                throw new ProxyRefusalException("no HTTP reply");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private SSLSocket secure(Socket socket) throws IOException {
        socket.setSoTimeout(Times.socketMillis(left()));
        SSLSocket secured =
                (SSLSocket) tls.get().getSocketFactory().createSocket(socket, origin.address(), origin.port(), false);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private long left() throws SocketTimeoutException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("deadline passed");
        }
        return left;
    }
}
