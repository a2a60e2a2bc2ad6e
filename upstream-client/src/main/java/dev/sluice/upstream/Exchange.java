package dev.sluice.upstream;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamRequest;
import io.helidon.http.Header;
import io.helidon.http.Http1HeadersParser;
import io.helidon.webclient.http1.Http1ClientRequest;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webclient.http1.Http1StatusParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** One request on one connection, up to the head of its reply. */
final class Exchange {
    private final RequestHead requests;
    private final ConnectionPool pool;
    private final Connection connection;
    private final UpstreamRequest request;
    private final RequestOutput output;
    private final Wire wire;

    Exchange(RequestHead requests, ConnectionPool pool, Connection connection, UpstreamRequest request) {
        this.requests = requests;
        this.pool = pool;
        this.connection = connection;
        this.request = request;
        this.output = new RequestOutput(connection, request.deadlines().idle());
        this.wire = new Wire(connection, output, request.deadlines().firstByte());
    }

    /** Waits for the head; the connection then is the reply's. It ends if there is none. */
    UpstreamReply perform() {
        boolean answered = false;
        try {
            connection.inflow().begin();
            Http1ClientRequest prepared = requests.prepare(request, connection, wire);
            byte[] body = request.body().orElse(null);
            Http1ClientResponse head = body == null ? prepared.request() : prepared.submit(body);
            UpstreamReply reply = reply(head.status().code(), head.headers());
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

    private UpstreamReply reply(int firstStatus, io.helidon.http.Headers firstHeaders) throws IOException {
        int status = firstStatus;
        io.helidon.http.Headers received = firstHeaders;
        while (status < 200) {
            if (status == 101) {
                throw new ReplyFormatException("a change of protocol that was not asked for");
            }
            // An interim reply, such as 103 with hints for browsers: the one that counts follows it.
            status = Http1StatusParser.readStatus(wire.reader(), RequestHead.MAX_STATUS_LINE)
                    .code();
            received = Http1HeadersParser.readHeaders(wire.reader(), RequestHead.MAX_HEADERS, true);
        }
        wire.restoreRest();
        Headers headers = copy(received);
        Duration idle = request.deadlines().idle();
        connection.inflow().allowEach(idle);
        Framing framing = Framing.of(status, headers, connection.inflow());
        boolean wholeRequestTaken = output.failure() == null;
        Framing honest = new Framing(framing.content(), framing.reusable() && wholeRequestTaken);
        return new UpstreamReply(status, headers, new Body(connection, pool, honest, idle));
    }

    private static Headers copy(io.helidon.http.Headers received) {
        Headers.Builder headers = Headers.builder();
        for (Header header : received) {
            for (String value : header.allValues()) {
                headers.add(header.headerName().lowerCase(), value);
            }
        }
        return headers.build();
    }

    private ProviderException failure(Exception thrown) {
        Origin origin = connection.origin();
        IOException io = thrown instanceof UncheckedIOException unchecked
                ? unchecked.getCause()
                : thrown instanceof IOException plain ? plain : null;
        if (Thread.currentThread().isInterrupted() || (connection.isKilled() && !output.stalled())) {
            return Failures.cancelled(origin, thrown);
        }
        if (output.stalled()) {
            return Failures.sendTimeout(origin, request.deadlines().idle(), thrown);
        }
        if (io instanceof ReplyFormatException) {
            return Failures.protocol(origin, io.getMessage(), io);
        }
        if (io != null) {
            return Failures.answering(origin, request.deadlines().firstByte(), io);
        }
        if (!output.started()) {
            // No cause: its message may hold a header's value.
            return new ProviderException(
                    ErrorKind.INTERNAL,
                    "the request to " + origin + " cannot be written as HTTP: a header is malformed");
        }
        return Failures.protocol(origin, "no HTTP/1.1 reply", thrown);
    }
}
