package dev.sluice.gateway.request;

import dev.sluice.gateway.http.ClientDisconnect;
import dev.sluice.gateway.http.ErrorMapper;
import dev.sluice.gateway.http.ErrorTypes;
import dev.sluice.gateway.http.JsonResponses;
import dev.sluice.gateway.http.RequestContext;
import dev.sluice.gateway.http.StreamOutcome;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Sends the error of a request that failed before anything of a reply was sent. */
final class ErrorResponse {
    private static final System.Logger LOG = System.getLogger(ErrorResponse.class.getName());

    private ErrorResponse() {}

    /** Sends an error, unless the client has disconnected. */
    static void send(
            ServerRequest request,
            ServerResponse response,
            RequestContext context,
            ProviderException failure,
            ClientDisconnect.Watch client) {
        if (failure.kind() == ErrorKind.CANCELLED) {
            if (client.disconnected()) {
                context.failed(ErrorTypes.of(failure.kind()));
                context.outcome(StreamOutcome.CLIENT_GONE);
                return;
            }
            // A thread that was interrupted for another reason still has to answer: the socket would not survive the
            // flag.
            Thread.interrupted();
        }
        if (failure.kind() == ErrorKind.INTERNAL) {
            // The stack is in the log already, written where the provider's code is called.
            LOG.log(
                    System.Logger.Level.ERROR,
                    "internal error in request " + context.id() + ": " + failure.getMessage());
        }
        send(request, response, context, failure);
    }

    /** Sends an error. */
    static void send(
            ServerRequest request, ServerResponse response, RequestContext context, ProviderException failure) {
        context.failed(ErrorTypes.of(failure.kind()));
        failure.upstreamRequestId().ifPresent(id -> response.header("x-upstream-request-id", id));
        JsonResponses.error(
                request, response, context, ErrorMapper.toReply(failure, context.id(), context.isRetried()));
    }
}
