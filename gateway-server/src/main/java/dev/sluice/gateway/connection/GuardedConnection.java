package dev.sluice.gateway.connection;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.io.Closeable;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server connection whose bytes pass through a {@link ConnectionGuard}. Everything but {@link #tick} and {@link
 * #close} happens on the connection's own thread.
 */
final class GuardedConnection implements ServerConnection, InterruptableTask<Void> {
    private static final System.Logger LOGGER = System.getLogger(GuardedConnection.class.getName());
    private static final int FIRST_ERROR = 400;

    private final ConnectionContext context;
    private final Ticker ticker;
    private final Supplier<GuardLimits> limits;
    private final Closeable wire;
    private final Progress progress;
    private final ClientInput input;
    private final RequestHeads requests;
    private final DataReader reader;
    private final ClientOutput output;
    private final ServerConnection server;
    private boolean last;
    private boolean body;
    private int status;
    private volatile boolean closing;

    GuardedConnection(
            ConnectionContext context,
            Ticker ticker,
            Supplier<GuardLimits> limits,
            ServerConnectionSelector http,
            Closeable wire) {
        this.context = context;
        this.ticker = ticker;
        this.limits = limits;
        this.wire = wire;
        this.progress = new Progress(() -> limits.get().ticks(), ticker.refreshed());
        this.input = new ClientInput(context.serverSocket(), ticker::now);
        this.requests = new RequestHeads(this::received);
        this.reader = DataReader.create(this::next);
        this.output = new ClientOutput(context.dataWriter(), progress, ticker::now);
        this.server = http.connection(new GuardedContext(context, this, reader, output));
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        LongConsumer watch = this::tick;
        ticker.add(watch);
        try {
            ScopedValue.where(ClientConnection.CURRENT, new ClientConnection(input))
                    .call(() -> {
                        server.handle(limit);
                        return this;
                    });
            // The server returns after a request that it could not read, and has answered that.
            body = true;
            linger();
        } finally {
            ticker.remove(watch);
        }
    }

    private byte @Nullable [] next() {
        if (!canInterrupt()) {
            return received();
        }
        if (last) {
            linger();
            return null;
        }
        if (progress.phase() == Phase.HEAD || reader.available() > 0) {
            enterHead();
            return received();
        }
        if (progress.phase() == Phase.EXCHANGE) {
            progress.enter(Phase.IDLE, ticker.now());
        }
        return requestStart();
    }

    /** Waits for the start of a request, past empty lines. */
    private byte @Nullable [] requestStart() {
        for (byte[] first = received(); first != null; first = received()) {
            enterHead();
            byte[] start = requests.begin(first);
            if (requests.http10()) {
                output.speakHttp10();
            }
            if (start.length > 0) {
                return start;
            }
        }
        return null;
    }

    private byte @Nullable [] received() {
        progress.awaitingClient(true);
        byte[] bytes = input.next();
        progress.awaitingClient(false);
        boolean tooLong = bytes != null
                && progress.phase() == Phase.EXCHANGE
                && progress.received(bytes.length) > limits.get().maxBody();
        return tooLong ? null : bytes;
    }

    private void enterHead() {
        if (progress.phase() != Phase.HEAD) {
            progress.enter(Phase.HEAD, ticker.now());
        }
    }

    void requestLineRead() {
        if (last) {
            throw new CloseConnectionException("a request after the last one of its connection");
        }
        enterHead();
    }

    void headRead(Headers headers) {
        last = headers.containsToken(HeaderValues.CONNECTION_CLOSE);
        body = headers.contains(HeaderNames.TRANSFER_ENCODING) || headers.contains(HeaderNames.CONTENT_LENGTH);
        progress.enter(Phase.EXCHANGE, ticker.now());
    }

    void replyBegins(int code) {
        status = code;
    }

    void replyHead(Headers headers) {
        last |= headers.containsToken(HeaderValues.CONNECTION_CLOSE);
    }

    /**
     * Lets a client read why its request was refused before it has sent all of it: closing a connection with unread
     * bytes resets it, and the reply is lost.
     */
    private void linger() {
        if (closing || requests.http10() || !body || status < FIRST_ERROR) {
            return;
        }
        progress.enter(Phase.DRAINING, ticker.now());
        try {
            while (input.next() != null) {
                // Discarded.
            }
        } catch (CloseConnectionException e) {
            context.log(LOGGER, System.Logger.Level.TRACE, "client disconnected, or sent for too long", e);
        }
    }

    /** Checks deadlines; called ten times a second. */
    void tick(long now) {
        if (progress.overdue(now)) {
            context.log(LOGGER, System.Logger.Level.DEBUG, "client too slow in %s, closing", progress.phase());
            // On another thread: closing may have to write, and this one serves all connections.
            Thread.ofVirtual().name("client-too-slow").start(() -> QuietClose.close(wire));
        } else {
            input.tick(now);
        }
    }

    @Override
    public boolean canInterrupt() {
        return server instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public Duration idleTime() {
        return server.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        closing = true;
        server.close(interrupt);
    }
}
