package dev.sluice.gateway.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A request's body: read whole up to a limit, and what is left of it skipped so that the connection can go on. */
public final class RequestBody {
    // Memory is taken as bytes arrive, not as a header promises them.
    private static final int FIRST_BUFFER = 64 * 1024;
    private static final long SKIPPED_AT_MOST = 64L * 1024 * 1024;

    private final ServerRequest request;
    private @Nullable InputStream stream;
    private final BodyMemory memory;
    private long received;
    private int taken;

    RequestBody(ServerRequest request, BodyMemory memory) {
        this.request = request;
        this.memory = memory;
    }

    /**
     * Reads the body.
     *
     * @return all of it; empty if there is none
     * @throws ErrorReplyException with a 413 if it is longer; before any of it is read, if its length is declared. With
     *     a 503 if there is no memory for it now.
     */
    public byte[] read(long limit) {
        long declared = declaredLength();
        if (declared > limit) {
            throw tooLong(limit);
        }
        // Taken at once where the length is declared: two that each hold a part would wait for each other.
        reserve((int) Math.max(declared, 0), 0);
        InputStream in = request.content().inputStream();
        stream = in;
        byte[] body = new byte[declared >= 0 ? (int) Math.min(declared, FIRST_BUFFER) : (int) Math.min(limit, 4096)];
        byte[] probe = new byte[1];
        int length = 0;
        while (true) {
            if (length == body.length) {
                // At the declared end this buffer is full, and only the end itself is still to be read.
                if (next(in, probe, 0, 1) < 0) {
                    break;
                }
                if (length >= limit) {
                    throw tooLong(limit);
                }
                int longer = grown(body.length, declared, limit);
                if (declared < 0) {
                    reserve(longer, body.length);
                }
                body = Arrays.copyOf(body, longer);
                body[length++] = probe[0];
            }
            int count = next(in, body, length, body.length - length);
            if (count < 0) {
                break;
            }
            length += count;
        }
        received = length;
        return length == body.length ? body : Arrays.copyOf(body, length);
    }

    /**
     * Returns how many bytes were read as the body.
     *
     * @return 0 until it was read whole
     */
    public long received() {
        return received;
    }

    /**
     * Skips what nobody read, after the answer has been sent.
     *
     * @throws CloseConnectionException if that is too much, or cannot be told from a next request
     */
    void skipRest() {
        if (request.content().consumed()) {
            return;
        }
        if (request.headers().containsToken(HeaderValues.EXPECT_100) && !request.continueSent()) {
            // The client may send its body or may not; nobody can tell what comes next.
            throw new CloseConnectionException("the body was not asked for");
        }
        InputStream in = stream == null ? request.content().inputStream() : stream;
        byte[] skipped = new byte[16 * 1024];
        long total = 0;
        try {
            for (int count = 0; count >= 0; count = next(in, skipped, 0, skipped.length)) {
                total += count;
                if (total > SKIPPED_AT_MOST) {
                    throw new CloseConnectionException("the rest of the body is too long to be skipped");
                }
            }
        } catch (ErrorReplyException e) {
            throw new CloseConnectionException("nobody can tell where the next request begins", e);
        }
    }

    private static int next(InputStream in, byte[] buffer, int from, int length) {
        try {
            return in.read(buffer, from, length);
        } catch (IOException e) {
            throw new CloseConnectionException("the request's body broke off", e);
        } catch (DataReader.InsufficientDataAvailableException e) {
            // A client that has ended its side alone still listens.
            throw new ErrorReplyException(ErrorReply.invalid(
                    null, "invalid_body", "The request's body ended before it was as long as announced."));
        } catch (RequestException | NumberFormatException | DataReader.IncorrectNewLineException e) {
            throw new ErrorReplyException(ErrorReply.invalid(
                    null, "invalid_body", "The request's body does not come in chunks as HTTP/1.1 has them."));
        }
    }

    /**
     * Takes memory for what is held beside the body's bytes, such as an index of its values. At once or not at all: two
     * requests that each hold a part would wait for each other.
     *
     * @throws ErrorReplyException with a 503 if there is none now
     */
    public void reserve(long bytes) {
        if (bytes > BodyMemory.UNCOUNTED) {
            took(memory.takeNow(bytes, taken));
        }
    }

    /** Gives the memory back; the body must not be used any more. */
    void release() {
        memory.giveBack(taken);
        taken = 0;
    }

    private void reserve(int length, int before) {
        if (length <= BodyMemory.UNCOUNTED) {
            return;
        }
        try {
            took(memory.take(length - (taken == 0 ? 0 : before), taken));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted while waiting for memory", e);
        }
    }

    private void took(int more) {
        if (more < 0) {
            throw new ErrorReplyException(new ErrorReply(
                    503,
                    ErrorReply.SERVER_ERROR,
                    "overloaded",
                    null,
                    "The gateway has no memory for another long request now; try again in a moment.",
                    Duration.ofSeconds(1),
                    true));
        }
        taken += more;
    }

    private static int grown(int length, long declared, long limit) {
        long wanted = Math.min(limit, length * 2L);
        return (int)
                (declared >= 0 ? Math.min(Math.max(declared, length + 1L), wanted) : Math.max(wanted, length + 1L));
    }

    private long declaredLength() {
        if (!request.headers().contains(HeaderNames.CONTENT_LENGTH)) {
            return -1;
        }
        OptionalLong length = request.headers().contentLength();
        return length.orElse(-1);
    }

    private static ErrorReplyException tooLong(long limit) {
        return new ErrorReplyException(ErrorReply.of(
                413,
                ErrorReply.INVALID_REQUEST,
                "request_too_large",
                "The request's body is longer than the " + limit
                        + " bytes that this gateway accepts (server.max-request-size)."));
    }
}
