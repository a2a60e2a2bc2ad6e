package dev.sluice.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Buffers the bytes received from an upstream; they are read in place. A read that exceeds its deadline is ended by
 * {@link ReadWatch}: a read timeout of the socket would start and stop a timer for each read.
 */
final class ReadBuffer {
    static final int SIZE = 8 * 1024;
    private static final int RECORD_MILLIS = 5;
    private static final long NOT_WAITING = 0;
    private static final long EXPIRED = -1;

    private final Socket socket;
    private final InputStream raw;
    private final InputStream in;
    private final byte[] buffer = new byte[SIZE];
    private int position;
    private int limit;
    private boolean anyReceived;
    private long wait;
    private long deadline;
    private boolean total;
    private final AtomicLong waitingUntil = new AtomicLong(NOT_WAITING);

    /**
     * Reads from a socket, whose read timeout is switched off.
     *
     * @param in the socket's own stream, or that of the TLS laid over it
     */
    ReadBuffer(Socket socket, InputStream in) throws IOException {
        this.socket = socket;
        this.raw = socket.getInputStream();
        this.in = in;
        socket.setSoTimeout(0);
    }

    /** Begins a new call: nothing counts as received yet, and reading fails until a limit is set. */
    void begin() {
        anyReceived = false;
        limitEach(Duration.ZERO);
    }

    boolean anyReceived() {
        return anyReceived;
    }

    /** Limits the total time of all further reads. */
    void limitTotal(Duration limit) {
        total = true;
        deadline = Times.now() + Times.nanos(limit);
    }

    /** Limits the time of each further read. */
    void limitEach(Duration limit) {
        total = false;
        wait = Times.nanos(limit);
    }

    /** Waits for bytes; only called while none are buffered. Returns false at the end of the connection. */
    boolean fill() throws IOException {
        long now = Times.now();
        long until = total ? deadline : now + wait;
        if (until <= now) {
            throw new SocketTimeoutException("deadline passed");
        }
        waitingUntil.set(until);
        boolean received;
        try {
            received = read();
        } catch (IOException e) {
            throw waitingUntil.getAndSet(NOT_WAITING) == EXPIRED ? timedOut(e) : e;
        }
        if (!waitingUntil.compareAndSet(until, NOT_WAITING)) {
            throw timedOut(null);
        }
        return received;
    }

    /** Tells, once for each read, that it has exceeded its deadline and the connection is to be closed. */
    boolean expired(long now) {
        long until = waitingUntil.get();
        return until > NOT_WAITING && now >= until && waitingUntil.compareAndSet(until, EXPIRED);
    }

    private static SocketTimeoutException timedOut(@Nullable IOException cause) {
        SocketTimeoutException timeout = new SocketTimeoutException("deadline passed while reading");
        timeout.initCause(cause);
        return timeout;
    }

    private boolean read() throws IOException {
        int count = in.read(buffer, 0, SIZE);
        if (count < 0) {
            return false;
        }
        position = 0;
        limit = count;
        anyReceived = true;
        return true;
    }

    /** Reads without waiting: 1 if there were bytes, 0 if not, -1 at the end of the connection. */
    int tryFill() throws IOException {
        if (in.available() > 0) {
            return fill() ? 1 : -1;
        }
        if (raw.available() == 0) {
            return 0;
        }
        // TLS: the raw bytes may be an incomplete record, or a record without data.
        socket.setSoTimeout(RECORD_MILLIS);
        try {
            return read() ? 1 : -1;
        } catch (SocketTimeoutException e) {
            return 0;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    int buffered() {
        return limit - position;
    }

    byte next() {
        return buffer[position++];
    }

    byte[] array() {
        return buffer;
    }

    int offset() {
        return position;
    }

    void consume(int count) {
        position += count;
    }
}
