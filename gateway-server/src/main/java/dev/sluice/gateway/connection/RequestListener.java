package dev.sluice.gateway.connection;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Reports to the guarded connection that a request line or head was read. */
final class RequestListener implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        if (context instanceof GuardedContext guarded) {
            guarded.connection().requestLineRead();
        }
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        if (context instanceof GuardedContext guarded) {
            guarded.connection().headRead(headers);
        }
    }
}
