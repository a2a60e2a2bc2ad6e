package dev.sluice.upstream;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request to the socket in pieces, and ends the connection if one of them does not get through in
 * time: sockets have no time limit for writing.
 */
final class RequestOutput extends OutputStream {
    private static final int PIECE = 16 * 1024;

    private final Connection connection;
    private final Duration limit;
    private volatile long progress;
    private volatile boolean stalled;
    private boolean started;
    private @Nullable IOException failure;

    RequestOutput(Connection connection, Duration limit) {
        this.connection = connection;
        this.limit = limit;
    }

    /** Tells whether any byte may have left. */
    boolean started() {
        return started;
    }

    boolean stalled() {
        return stalled;
    }

    /** What went wrong, if anything did. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /**
     * Writes. A failure is kept, not thrown: an upstream that refuses a large request answers before it has
     * read it all, and that answer may be here.
     */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        started = true;
        if (failure != null) {
            return;
        }
        try {
            // What the socket's own buffer holds cannot get stuck here.
            if (length <= PIECE) {
                connection.out().write(bytes, offset, length);
            } else {
                writeWatched(bytes, offset, length);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void writeWatched(byte[] bytes, int offset, int length) throws IOException {
        progress = System.nanoTime();
        Thread watch = Thread.ofVirtual().name("upstream-write-watch").start(this::watch);
        try {
            for (int done = 0; done < length; done += PIECE) {
                connection.out().write(bytes, offset + done, Math.min(PIECE, length - done));
                progress = System.nanoTime();
            }
        } finally {
            watch.interrupt();
        }
    }

    private void watch() {
        long allowed = Times.nanos(limit);
        try {
            for (long left = allowed; left > 0; left = progress + allowed - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(left));
            }
        } catch (InterruptedException e) {
            // The request is written: this watch is over.
            return;
        }
        stalled = true;
        connection.kill();
    }
}
