package dev.sluice.upstream;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.time.Duration;

/**
 * Sends requests to upstreams by HTTP/1.1, on the calling thread. Thread-safe; one client serves all upstreams.
 *
 * <p>It has its own connections, deadlines and framing, so that every wait has a limit and every reply can be closed
 * from another thread.
 */
public final class HttpUpstreamClient implements UpstreamClient, AutoCloseable {
    /** A connection that the upstream closed while it was idle fails within a round trip. */
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
     * Creates a client with {@link UpstreamOptions#standard()}.
     *
     * @return a client to close in the end
     */
    public static HttpUpstreamClient create() {
        return create(UpstreamOptions.standard());
    }

    /**
     * Creates a client.
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
     * <p>If a pooled connection turns out to be closed by the upstream, the request is sent once more on a new one,
     * unless the upstream may have begun to process it.
     */
    @Override
    public UpstreamResponse send(UpstreamRequest request) {
        Origin origin = Origin.of(request.uri());
        if (Thread.currentThread().isInterrupted()) {
            throw ConnectionFailures.cancelled(origin, null);
        }
        if (pool.isClosed()) {
            throw new ProviderException(ErrorKind.CANCELLED, "the client for upstreams is closed");
        }
        Connection pooled = pool.borrow(origin);
        if (pooled != null) {
            long started = System.nanoTime();
            try {
                return perform(request, pooled);
            } catch (ProviderException e) {
                long nanos = System.nanoTime() - started;
                if (!wasStale(e, pooled, request, nanos)) {
                    if (wasSilent(pooled, nanos)) {
                        pool.discardIdle(origin, started);
                    }
                    throw e;
                }
            }
        }
        return perform(request, connector.open(origin, request.deadlines().connect()));
    }

    private UpstreamReply perform(UpstreamRequest request, Connection connection) {
        return new UpstreamCall(pool, connection, request).perform();
    }

    private boolean wasStale(ProviderException failure, Connection pooled, UpstreamRequest request, long nanos) {
        return failure.kind() == ErrorKind.UPSTREAM_UNAVAILABLE
                && !pooled.input().anyReceived()
                && (request.body().isEmpty() || nanos < staleShowsWithin);
    }

    /** A failure that silenced this connection may have silenced the other idle ones to the same upstream. */
    private boolean wasSilent(Connection pooled, long nanos) {
        return !pooled.input().anyReceived() && nanos >= staleShowsWithin;
    }

    /**
     * Counts the connections to upstreams, idle ones included.
     *
     * @return not negative
     */
    public int openConnections() {
        return pool.open();
    }

    /** Closes all connections; calls in flight fail with {@link ErrorKind#CANCELLED}. */
    @Override
    public void close() {
        pool.close();
    }
}
