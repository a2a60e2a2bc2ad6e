package dev.sluice.gateway.models;

import dev.sluice.gateway.http.Answers;
import dev.sluice.gateway.http.ClientDeparture;
import dev.sluice.gateway.http.Ending;
import dev.sluice.gateway.http.ErrorWords;
import dev.sluice.gateway.http.Exchange;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;

/** Tells a caller, the log and the record why a model has not answered. */
final class FailedCall {
    private static final System.Logger LOG = System.getLogger(FailedCall.class.getName());

    private FailedCall() {}

    /**
     * Answers with an error, unless the client has left.
     *
     * @return what failed, in the gateway's own word
     */
    static String tell(Caller caller, ProviderException failure, ClientDeparture.Watch watch) {
        Exchange exchange = caller.exchange();
        String error = ErrorWords.of(failure.kind());
        exchange.failed(error);
        if (failure.kind() == ErrorKind.CANCELLED) {
            if (watch.departed()) {
                exchange.ending(Ending.CLIENT_GONE);
                return error;
            }
            // Whoever interrupted does not want the answer cut: the socket would not survive the flag.
            Thread.interrupted();
        }
        if (failure.kind() == ErrorKind.INTERNAL) {
            // The stack is in the log already, written where the provider's code is called.
            LOG.log(System.Logger.Level.ERROR, "request " + exchange.id() + " met a defect: " + failure.getMessage());
        }
        answer(caller, failure);
        return error;
    }

    /** Answers that a limit of the gateway's own was reached. */
    static void refuse(Caller caller, ProviderException refusal) {
        caller.exchange().failed(ErrorWords.of(refusal.kind()));
        answer(caller, refusal);
    }

    private static void answer(Caller caller, ProviderException failure) {
        Exchange exchange = caller.exchange();
        failure.upstreamRequestId().ifPresent(id -> caller.response().header("x-upstream-request-id", id));
        Answers.error(
                caller.request(),
                caller.response(),
                exchange,
                OpenAiErrors.of(failure, exchange.id(), exchange.isRetried()));
    }
}
