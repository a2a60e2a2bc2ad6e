package dev.sluice.upstream;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One request on one connection, up to the head of its reply. */
final class Exchange {
    private static final byte[] NOTHING = {};

    private final ConnectionPool pool;
    private final Connection connection;
    private final UpstreamRequest request;
    private final RequestOutput output;

    Exchange(ConnectionPool pool, Connection connection, UpstreamRequest request) {
        this.pool = pool;
        this.connection = connection;
        this.request = request;
        this.output = new RequestOutput(connection, request.deadlines().idle());
    }

    /** Waits for the head; the connection then is the reply's. It ends if there is none. */
    UpstreamReply perform() {
        boolean answered = false;
        try {
            connection.inflow().begin();
            output.write(RequestHead.of(request, connection), request.body().orElse(NOTHING));
            connection.inflow().allowInTotal(request.deadlines().firstByte());
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
        ReplyHead head = ReplyHead.read(connection.inflow());
        while (head.status() < 200) {
            if (head.status() == 101) {
                throw new ReplyFormatException("a change of protocol that was not asked for");
            }
            // An interim reply, such as 103 with hints for browsers: the one that counts follows it.
            head = ReplyHead.read(connection.inflow());
        }
        Duration idle = request.deadlines().idle();
        connection.inflow().allowEach(idle);
        Framing framing = Framing.of(head.status(), head.headers(), connection.inflow());
        boolean wholeRequestTaken = output.failure() == null;
        Framing honest = new Framing(framing.content(), framing.reusable() && wholeRequestTaken);
        return new UpstreamReply(head.status(), head.headers(), new Body(connection, pool, honest, idle));
    }

    private ProviderException failure(Exception thrown) {
        Origin origin = connection.origin();
        if (Thread.currentThread().isInterrupted() || (connection.isKilled() && !output.stalled())) {
            return Failures.cancelled(origin, thrown);
        }
        if (output.stalled() || thrown instanceof SocketTimeoutException) {
            pool.distrust(origin);
        }
        if (output.stalled()) {
            return Failures.sendTimeout(origin, request.deadlines().idle(), thrown);
        }
        return switch (thrown) {
            case ReplyFormatException e -> Failures.protocol(origin, e.getMessage(), e);
            case IOException e -> Failures.answering(origin, request.deadlines().firstByte(), e);
            // No cause: its message may hold a header's value.
            case IllegalArgumentException _
            when !output.started() ->
                new ProviderException(
                        ErrorKind.INTERNAL,
                        "the request to " + origin + " cannot be written as HTTP: a header is malformed");
            default -> throw new IllegalStateException("calling " + origin + " failed", thrown);
        };
    }
}
