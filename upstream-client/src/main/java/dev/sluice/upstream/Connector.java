package dev.sluice.upstream;

import dev.sluice.provider.ProviderException;
import java.io.IOException;
import java.net.Proxy;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens connections, each within a limit that covers name resolution, TCP, the proxy and TLS. */
final class Connector {
    private final UpstreamOptions options;
    private final ConnectionPool pool;

    Connector(UpstreamOptions options, ConnectionPool pool) {
        this.options = options;
        this.pool = pool;
    }

    /** Opens a connection on a thread of its own, because name resolution can be neither limited nor interrupted. */
    Connection open(Origin origin, Duration limit) {
        CompletableFuture<Connection> result = new CompletableFuture<>();
        ConnectAttempt attempt = new ConnectAttempt(origin, System.nanoTime() + Times.nanos(limit), this::context);
        Thread thread = Thread.ofVirtual().name("upstream-connect").start(() -> connect(attempt, origin, result));
        try {
            return result.get(Times.nanos(limit), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            abandon(result, thread);
            Thread.currentThread().interrupt();
            throw ConnectionFailures.cancelled(origin, e);
        } catch (TimeoutException e) {
            abandon(result, thread);
            throw ConnectionFailures.connectTimeout(origin, attempt.step(), limit, e);
        } catch (ExecutionException e) {
            throw failure(origin, attempt, limit, e.getCause() == null ? e : e.getCause());
        }
    }

    private void connect(ConnectAttempt attempt, Origin origin, CompletableFuture<Connection> result) {
        try {
            Connection connection = attempt.connect(proxy(origin), pool::killed);
            pool.opened(connection);
            if (!result.complete(connection)) {
                connection.kill();
            }
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static void abandon(CompletableFuture<Connection> result, Thread thread) {
        if (result.cancel(false)) {
            thread.interrupt();
        } else if (!result.isCompletedExceptionally()) {
            result.join().kill();
        }
    }

    private static ProviderException failure(Origin origin, ConnectAttempt attempt, Duration limit, Throwable cause) {
        if (cause instanceof IOException failed) {
            return ConnectionFailures.connecting(origin, attempt.step(), limit, failed);
        }
        throw new IllegalStateException("connecting to " + origin + " failed", cause);
    }

    private @Nullable ProxyHop proxy(Origin origin) {
        return options.proxies().stream()
                .flatMap(selector -> selector.select(origin.uri()).stream())
                .filter(proxy -> proxy.type() != Proxy.Type.SOCKS)
                .findFirst()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> new ProxyHop(proxy.address(), options.proxyAuthorization(origin)))
                .orElse(null);
    }

    private SSLContext context() {
        return options.tls().orElseGet(() -> {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("the JVM's trusted certificates cannot be loaded", e);
            }
        });
    }
}
