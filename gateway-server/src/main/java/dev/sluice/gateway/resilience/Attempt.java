package dev.sluice.gateway.resilience;

import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One attempt to send a request to its upstream; reports the outcome to breakers, metrics and attempt log. For use by
 * one thread.
 */
final class Attempt {
    private final ProviderGuard guard;
    private final String model;
    private final AttemptLog log;
    private final Permit ofProvider;
    private final Permit ofModel;
    private final Permit ofReplies;
    private final long started = System.nanoTime();
    private boolean ended;
    private boolean good;

    private Attempt(
            ProviderGuard guard, String model, AttemptLog log, Permit ofProvider, Permit ofModel, Permit ofReplies) {
        this.guard = guard;
        this.model = model;
        this.log = log;
        this.ofProvider = ofProvider;
        this.ofModel = ofModel;
        this.ofReplies = ofReplies;
    }

    /** Starts an attempt, or throws that a circuit is open. */
    static Attempt start(ProviderGuard guard, Route route, AttemptLog log) {
        Permit ofProvider = guard.breakers().ofProvider();
        Permit ofModel = acquire(() -> guard.breakers().ofModel(route), ofProvider);
        Permit ofReplies = acquire(() -> guard.breakers().ofReplies(route), ofModel, ofProvider);
        log.sending();
        return new Attempt(guard, route.listedId(), log, ofProvider, ofModel, ofReplies);
    }

    private static Permit acquire(Supplier<Permit> next, Permit... held) {
        try {
            return next.get();
        } catch (ProviderException open) {
            for (Permit each : held) {
                each.close();
            }
            throw open;
        }
    }

    /** Records that a reply has started: a whole one, or a stream without an event yet. */
    void answered(boolean whole) {
        ofProvider.answered();
        ofModel.answered();
        if (whole) {
            succeeded();
        }
    }

    /** Records that the whole reply or its first event has arrived. */
    void succeeded() {
        if (!ended) {
            good = true;
            ofProvider.succeeded();
            ofModel.succeeded();
            guard.countSuccess();
            end("ok");
        }
    }

    /** Records that there is no reply. */
    void failed(ProviderException failure) {
        if (!ended) {
            ofProvider.failed(failure);
            ofModel.failed(failure);
            if (Breakers.isInvalidReply(failure)) {
                ofReplies.failed(failure);
            }
            ofReplies.close();
            guard.countFailure(failure);
            end(failure.code().orElseGet(() -> ProviderGuard.label(failure.kind())));
        }
    }

    /** Records that another event has arrived. */
    void progressed() {
        ofReplies.progressed();
    }

    /** Records that the reply was valid to its end. */
    void completed() {
        ofReplies.succeeded();
    }

    /** Records that the reply broke off, or was invalid. */
    void broke(ProviderException failure) {
        if (good) {
            ofReplies.failed(failure);
        }
    }

    /** Ends an attempt without an outcome: the client disconnected before the reply started, or before its end. */
    void release() {
        if (!ended) {
            ofProvider.close();
            ofModel.close();
            ofReplies.close();
            end(ProviderGuard.label(ErrorKind.CANCELLED));
        } else if (good) {
            ofReplies.abandoned();
        }
    }

    private void end(String outcome) {
        ended = true;
        log.add(model, outcome, Duration.ofNanos(System.nanoTime() - started));
    }
}
