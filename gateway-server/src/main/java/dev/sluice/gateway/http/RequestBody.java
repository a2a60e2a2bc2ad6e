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

/** A request's body: read whole up to a limit; an unread rest is skipped, so that the connection can be reused. */
public final class RequestBody {
    // Memory is allocated as bytes arrive, not as announced by a header.
    private static final int FIRST_BUFFER = 64 * 1024;
    private static final long MAX_SKIPPED = 64L * 1024 * 1024;

    private final ServerRequest request;
    private @Nullable InputStream stream;
    private final BodyMemory memory;
    private long received;
    private int reservedUnits;

    RequestBody(ServerRequest request, BodyMemory memory) {
        this.request = request;
        this.memory = memory;
    }

    /**
     * Reads the whole body; empty if there is none.
     *
     * @throws ErrorReplyException with a 413 if it is longer than {@code limit} bytes, before any of it is read if its
     *     length is declared; with a 503 if there is no memory for it now
     */
    public byte[] read(long limit) {
        long declared = declaredLength();
        if (declared > limit) {
            throw tooLong(limit);
        }
        // Reserved at once where the length is declared: two that each hold a part would wait for each other.
        reserve((int) Math.max(declared, 0), 0);
        InputStream in = request.content().inputStream();
        stream = in;
        byte[] body = new byte[declared >= 0 ? (int) Math.min(declared, FIRST_BUFFER) : (int) Math.min(limit, 4096)];
        byte[] probe = new byte[1];
        int length = 0;
        while (true) {
            if (length == body.length) {
                // At the declared length this buffer is full, and only the end itself is still to be read.
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

    /** Returns the length of the body; 0 until it was read whole. */
    public long received() {
        return received;
    }

    /**
     * Skips the unread rest, after the reply has been sent.
     *
     * @throws CloseConnectionException if the rest is too long, or cannot be distinguished from a next request
     */
    void skipRest() {
        if (request.content().consumed()) {
            return;
        }
        if (request.headers().containsToken(HeaderValues.EXPECT_100) && !request.continueSent()) {
            // The client may or may not send its body: what comes next is ambiguous.
            throw new CloseConnectionException("the client was not asked to continue");
        }
        InputStream in = stream == null ? request.content().inputStream() : stream;
        byte[] skipped = new byte[16 * 1024];
        long total = 0;
        try {
            for (int count = 0; count >= 0; count = next(in, skipped, 0, skipped.length)) {
                total += count;
                if (total > MAX_SKIPPED) {
                    throw new CloseConnectionException("the rest of the body is too long to be skipped");
                }
            }
        } catch (ErrorReplyException e) {
            throw new CloseConnectionException("the start of the next request cannot be found", e);
        }
    }

    private static int next(InputStream in, byte[] buffer, int from, int length) {
        try {
            return in.read(buffer, from, length);
        } catch (IOException e) {
            throw new CloseConnectionException("the request's body broke off", e);
        } catch (DataReader.InsufficientDataAvailableException e) {
            // A client that has closed its side only still listens.
            throw new ErrorReplyException(
                    ErrorReply.invalid(null, "invalid_body", "The request's body is shorter than its Content-Length."));
        } catch (RequestException | NumberFormatException | DataReader.IncorrectNewLineException e) {
            throw new ErrorReplyException(
                    ErrorReply.invalid(null, "invalid_body", "The request's body is not valid chunked encoding."));
        }
    }

    /**
     * Reserves memory for what is held beside the body's bytes, such as an index of its values. At once or not at all:
     * two requests that each hold a part would wait for each other.
     *
     * @throws ErrorReplyException with a 503 if there is none now
     */
    public void reserve(long bytes) {
        if (bytes > BodyMemory.UNRESERVED) {
            reserved(memory.reserveNow(bytes, reservedUnits));
        }
    }

    /** Releases the memory; the body must not be used any more. */
    void release() {
        memory.release(reservedUnits);
        reservedUnits = 0;
    }

    private void reserve(int length, int before) {
        if (length <= BodyMemory.UNRESERVED) {
            return;
        }
        try {
            reserved(memory.reserve(length - (reservedUnits == 0 ? 0 : before), reservedUnits));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloseConnectionException("interrupted while waiting for memory", e);
        }
    }

    private void reserved(int more) {
        if (more < 0) {
            throw new ErrorReplyException(new ErrorReply(
                    503,
                    ErrorReply.SERVER_ERROR,
                    "overloaded",
                    null,
                    "The gateway has no memory left for a request of this size; try again in a moment.",
                    Duration.ofSeconds(1),
                    true));
        }
        reservedUnits += more;
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
