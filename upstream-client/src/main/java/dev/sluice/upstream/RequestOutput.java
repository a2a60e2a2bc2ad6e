package dev.sluice.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a request to the socket in pieces, and ends the connection if one of them does not get through in
 * time: sockets have no time limit for writing.
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

    /**
     * Writes. A failure is kept, not thrown: an upstream that refuses a large request answers before it has
     * read it all, and that answer may be here.
     */
    void write(byte[] head, byte[] body) {
        started = true;
        try {
            // The beginning in one write, so that a request that fits into one packet goes as one.
            byte[] beginning = Arrays.copyOf(head, Math.max(head.length, Math.min(head.length + body.length, PIECE)));
            int joined = beginning.length - head.length;
            System.arraycopy(body, 0, beginning, head.length, joined);
            if (joined == body.length && beginning.length <= PIECE) {
                // What the socket's own buffer holds cannot get stuck here.
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
            // The request is written: this watch is over.
            return;
        }
        stalled = true;
        connection.kill();
    }
}
