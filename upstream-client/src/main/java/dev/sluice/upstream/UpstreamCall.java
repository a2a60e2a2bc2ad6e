package dev.sluice.upstream;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Sends one request on one connection and reads the head of the reply. */
final class UpstreamCall {
    private static final byte[] EMPTY_BODY = {};

    private final ConnectionPool pool;
    private final Connection connection;
    private final UpstreamRequest request;
    private final RequestOutput output;

    UpstreamCall(ConnectionPool pool, Connection connection, UpstreamRequest request) {
        this.pool = pool;
        this.connection = connection;
        this.request = request;
        this.output = new RequestOutput(connection, request.deadlines().idle());
    }

    /** Returns the reply, which then owns the connection; on a failure the connection is killed. */
    UpstreamReply perform() {
        boolean answered = false;
        try {
            connection.input().begin();
            output.write(RequestHead.of(request, connection), request.body().orElse(EMPTY_BODY));
            connection.input().limitTotal(request.deadlines().firstByte());
            UpstreamReply reply = reply();
            answered = true;
            return reply;
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        } finally {
            if (!answered) {
                connection.kill();
            }
        }
    }

    private UpstreamReply reply() throws IOException {
        ReplyHead head = ReplyHead.read(connection.input());
        while (head.status() < 200) {
            if (head.status() == 101) {
                throw new ReplyFormatException("an unrequested protocol switch");
            }
            // An interim reply, such as 103 Early Hints; the final one follows.
            head = ReplyHead.read(connection.input());
        }
        Duration idle = request.deadlines().idle();
        connection.input().limitEach(idle);
        Framing framing = Framing.of(head.status(), head.headers(), connection.input());
        boolean requestSent = output.failure() == null;
        Framing body = new Framing(framing.content(), framing.reusable() && requestSent);
        return new UpstreamReply(head.status(), head.headers(), new Body(connection, pool, body, idle));
    }

    private ProviderException failure(Exception thrown) {
        Origin origin = connection.origin();
        if (Thread.currentThread().isInterrupted() || (connection.isKilled() && !output.stalled())) {
            return ConnectionFailures.cancelled(origin, thrown);
        }
        if (output.stalled() || thrown instanceof SocketTimeoutException) {
            pool.quarantine(origin);
        }
        if (output.stalled()) {
            return ConnectionFailures.sendTimeout(origin, request.deadlines().idle(), thrown);
        }
        return switch (thrown) {
            case ReplyFormatException e -> ConnectionFailures.protocol(origin, e.getMessage(), e);
            case IOException e ->
                ConnectionFailures.answering(origin, request.deadlines().firstByte(), e);
            // Without the cause, whose message may contain a header's value.
            case IllegalArgumentException _
            when !output.started() ->
                new ProviderException(
                        ErrorKind.INTERNAL,
                        "the request to " + origin + " cannot be written as HTTP: a header is malformed");
            default -> throw new IllegalStateException("calling " + origin + " failed", thrown);
        };
    }
}
