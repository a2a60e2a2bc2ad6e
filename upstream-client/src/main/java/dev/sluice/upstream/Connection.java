package dev.sluice.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream, TLS included. One call uses it at a time; {@link #kill()} may be called from any thread.
 *
 * <p>It is a channel, because blocking calls on a channel can be interrupted on any thread, and because a channel
 * can be tested without waiting whether the peer has closed it.
 */
final class Connection {
    private static final System.Logger LOGGER = System.getLogger(Connection.class.getName());

    private final Origin origin;
    private final SocketChannel channel;
    private final ReadBuffer input;
    private final OutputStream out;
    private final @Nullable ProxyHop forwardProxy;
    private final Consumer<Connection> onKill;
    private final AtomicBoolean killed = new AtomicBoolean();
    private boolean reused;
    private long idleSince;

    /**
     * Takes over a connection that stands.
     *
     * @param socket the channel's own, or that of the TLS laid over it
     * @param forwardProxy the proxy that reads the requests; null if they are read by the upstream alone
     */
    Connection(
            Origin origin,
            SocketChannel channel,
            Socket socket,
            @Nullable ProxyHop forwardProxy,
            Consumer<Connection> onKill)
            throws IOException {
        this.origin = origin;
        this.channel = channel;
        this.input = new ReadBuffer(channel.socket(), socket.getInputStream());
        this.out = socket.getOutputStream();
        this.forwardProxy = forwardProxy;
        this.onKill = onKill;
    }

    Origin origin() {
        return origin;
    }

    ReadBuffer input() {
        return input;
    }

    OutputStream out() {
        return out;
    }

    /** Returns the proxy that reads the requests, which then name the whole URL; null if there is none or a tunnel. */
    @Nullable
    ProxyHop forwardProxy() {
        return forwardProxy;
    }

    boolean reused() {
        return reused;
    }

    void markIdle(long now) {
        reused = true;
        idleSince = now;
    }

    long idleSince() {
        return idleSince;
    }

    /**
     * Tells whether an idle connection can serve another call: nothing may have arrived on it. Bytes that
     * did arrive make it unusable, and so may be lost here.
     */
    boolean isReusable() {
        try {
            channel.configureBlocking(false);
            int count = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return count == 0;
        } catch (IOException e) {
            LOGGER.log(Level.TRACE, "an idle connection failed", e);
            return false;
        }
    }

    /** Closes the channel under a read that has exceeded its deadline; the reading thread then kills the connection. */
    void endOverdueRead(long now) {
        if (input.expired(now)) {
            closeChannel();
        }
    }

    boolean isKilled() {
        return killed.get();
    }

    /** Closes it at once; reads and writes in progress fail. Without TLS close_notify, which could block. */
    void kill() {
        if (killed.compareAndSet(false, true)) {
            // First, so that a thread woken by the close no longer sees it counted.
            onKill.accept(this);
            closeChannel();
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.log(Level.TRACE, "closing a connection failed", e);
        }
    }
}
