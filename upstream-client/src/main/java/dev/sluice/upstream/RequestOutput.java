package dev.sluice.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request to the socket in pieces, and kills the connection if one of them is not taken in
 * time: sockets have no write timeout.
 */
final class RequestOutput {
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

    /** Tells whether any byte may have been sent. */
    boolean started() {
        return started;
    }

    boolean stalled() {
        return stalled;
    }

    @Nullable
    IOException failure() {
        return failure;
    }

    /**
     * Writes. A failure is stored, not thrown: an upstream that refuses a large request replies before it has
     * read it all, and that reply may have arrived.
     */
    void write(byte[] head, byte[] body) {
        started = true;
        try {
            // Head and beginning of the body in one write, so that a small request is one packet.
            byte[] beginning = Arrays.copyOf(head, Math.max(head.length, Math.min(head.length + body.length, PIECE)));
            int joined = beginning.length - head.length;
            System.arraycopy(body, 0, beginning, head.length, joined);
            if (joined == body.length && beginning.length <= PIECE) {
                // What fits into the socket's send buffer cannot stall here.
                connection.out().write(beginning);
            } else {
                writeWatched(beginning, body, joined);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void writeWatched(byte[] beginning, byte[] body, int joined) throws IOException {
        progress = System.nanoTime();
        Thread watch = Thread.ofVirtual().name("upstream-write-watch").start(this::watch);
        try {
            writePieces(beginning, 0);
            writePieces(body, joined);
        } finally {
            watch.interrupt();
        }
    }

    private void writePieces(byte[] bytes, int from) throws IOException {
        for (int done = from; done < bytes.length; done += PIECE) {
            connection.out().write(bytes, done, Math.min(PIECE, bytes.length - done));
            progress = System.nanoTime();
        }
    }

    private void watch() {
        long allowed = Times.nanos(limit);
        try {
            for (long left = allowed; left > 0; left = progress + allowed - System.nanoTime()) {
                Thread.sleep(Duration.ofNanos(left));
            }
        } catch (InterruptedException e) {
            // The request has been written.
            return;
        }
        stalled = true;
        connection.kill();
    }
}
