package dev.sluice.upstream;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.time.Duration;

/**
 * Calls upstreams by HTTP/1.1, on the calling thread. Safe for use by any number of threads; one serves
 * all upstreams.
 *
 * <p>Connections, deadlines and framing are handled here, so that every wait has a limit and every reply can be
 * closed from another thread.
 */
public final class HttpUpstreamClient implements UpstreamClient, AutoCloseable {
    /** A connection that the other side closed while idle shows it within a round trip. */
    private static final Duration STALE_SHOWS_WITHIN = Duration.ofSeconds(2);

    private final ConnectionPool pool;
    private final Connector connector;
    private final long staleShowsWithin;

    HttpUpstreamClient(UpstreamOptions options, Duration staleShowsWithin) {
        this.pool = new ConnectionPool(options);
        this.connector = new Connector(options, pool);
        this.staleShowsWithin = Times.nanos(staleShowsWithin);
    }

    /**
     * Makes a client with {@link UpstreamOptions#standard()}.
     *
     * @return a client to close in the end
     */
    public static HttpUpstreamClient create() {
        return create(UpstreamOptions.standard());
    }

    /**
     * Makes a client.
     *
     * @param options proxies, TLS and idle connections
     * @return a client to close in the end
     */
    public static HttpUpstreamClient create(UpstreamOptions options) {
        return new HttpUpstreamClient(options, STALE_SHOWS_WITHIN);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A connection kept from an earlier call may turn out closed by the upstream; then the request is
     * sent once more on a fresh one, unless the upstream may have begun to work on it.
     */
    @Override
    public UpstreamResponse send(UpstreamRequest request) {
        Origin origin = Origin.of(request.uri());
        if (Thread.currentThread().isInterrupted()) {
            throw Failures.cancelled(origin, null);
        }
        if (pool.isClosed()) {
            throw new ProviderException(ErrorKind.CANCELLED, "the client for upstreams is closed");
        }
        Connection kept = pool.borrow(origin);
        if (kept != null) {
            long begun = System.nanoTime();
            try {
                return perform(request, kept);
            } catch (ProviderException e) {
                long nanos = System.nanoTime() - begun;
                if (!wasStale(e, kept, request, nanos)) {
                    if (wasMute(kept, nanos)) {
                        pool.discardIdle(origin, begun);
                    }
                    throw e;
                }
            }
        }
        return perform(request, connector.open(origin, request.deadlines().connect()));
    }

    private UpstreamReply perform(UpstreamRequest request, Connection connection) {
        return new Exchange(pool, connection, request).perform();
    }

    private boolean wasStale(ProviderException failure, Connection kept, UpstreamRequest request, long nanos) {
        return failure.kind() == ErrorKind.UPSTREAM_UNAVAILABLE
                && !kept.inflow().anyReceived()
                && (request.body().isEmpty() || nanos < staleShowsWithin);
    }

    /** Whatever lost this connection without a word may have lost those that were kept beside it. */
    private boolean wasMute(Connection kept, long nanos) {
        return !kept.inflow().anyReceived() && nanos >= staleShowsWithin;
    }

    /**
     * Counts the connections to upstreams, idle ones included.
     *
     * @return not negative
     */
    public int openConnections() {
        return pool.open();
    }

    /** Ends all connections; calls under way fail with {@link ErrorKind#CANCELLED}. */
    @Override
    public void close() {
        pool.close();
    }
}
