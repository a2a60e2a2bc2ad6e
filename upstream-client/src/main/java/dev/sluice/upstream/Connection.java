package dev.sluice.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream. One call uses it at a time; {@link #kill()} may come from any thread.
 *
 * <p>It is a channel, because its blocking calls can be interrupted on any thread and because a channel
 * can be asked without waiting whether the other side has closed it.
 */
final class Connection {
    private static final System.Logger LOGGER = System.getLogger(Connection.class.getName());

    private final Origin origin;
    private final SocketChannel channel;
    private final Inflow inflow;
    private final OutputStream out;
    private final @Nullable ProxyHop reader;
    private final Consumer<Connection> whenKilled;
    private final AtomicBoolean killed = new AtomicBoolean();
    private boolean reused;
    private long idleSince;

    Connection(Origin origin, Link link, Consumer<Connection> whenKilled) throws IOException {
        this.origin = origin;
        this.channel = link.channel();
        this.inflow = new Inflow(link.channel().socket(), link.in());
        this.out = link.out();
        this.reader = link.reader();
        this.whenKilled = whenKilled;
    }

    Origin origin() {
        return origin;
    }

    Inflow inflow() {
        return inflow;
    }

    OutputStream out() {
        return out;
    }

    /** Tells whether requests name the whole URL, as a proxy wants it where there is no tunnel. */
    @Nullable
    ProxyHop reader() {
        return reader;
    }

    /** Tells whether another call used it before. */
    boolean reused() {
        return reused;
    }

    void rest(long now) {
        reused = true;
        idleSince = now;
    }

    long idleSince() {
        return idleSince;
    }

    /**
     * Tells whether an idle connection is still good: nothing may come while nobody asked. Bytes that
     * did come make it unusable, and so may be lost here.
     */
    boolean isQuiet() {
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

    /** Closes it under a read that has taken too long; the reader finds out why, and kills it. */
    void endOverdueRead(long now) {
        if (inflow.expired(now)) {
            closeChannel();
        }
    }

    boolean isKilled() {
        return killed.get();
    }

    /** Ends it at once; who reads or writes meanwhile fails. The TLS above says no goodbye: that could block. */
    void kill() {
        if (killed.compareAndSet(false, true)) {
            // First, so that whoever is woken by the close no longer sees it counted.
            whenKilled.accept(this);
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
