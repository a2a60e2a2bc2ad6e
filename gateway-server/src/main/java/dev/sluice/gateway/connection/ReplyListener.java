package dev.sluice.gateway.connection;

import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Reports the status and headers of replies to the guarded connection. */
final class ReplyListener implements Http1ConnectionListener {
    @Override
    public void status(ConnectionContext context, Status status) {
        if (context instanceof GuardedContext guarded) {
            guarded.connection().replyBegins(status.code());
        }
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        if (context instanceof GuardedContext guarded) {
            guarded.connection().replyHead(headers);
        }
    }
}
