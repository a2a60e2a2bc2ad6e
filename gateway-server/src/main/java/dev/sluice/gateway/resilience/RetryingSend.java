package dev.sluice.gateway.resilience;

import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.Optional;

/** Sends one request, and again where that may help and is allowed. For use by one thread. */
final class RetryingSend {
    private final RetryPolicy policy;
    private final ProviderGuard guard;
    private final Place place;
    private final Route route;
    private final ProviderRequest request;
    private final Attempts attempts;
    private final long started = System.nanoTime();

    /**
     * A reply, and the attempt that it came of.
     *
     * @param reply what the provider answered
     * @param attempt to be told how it goes on
     */
    record Sent(Reply reply, Attempt attempt) {}

    RetryingSend(
            RetryPolicy policy,
            ProviderGuard guard,
            Place place,
            Route route,
            ProviderRequest request,
            Attempts attempts) {
        this.policy = policy;
        this.guard = guard;
        this.place = place;
        this.route = route;
        this.request = request;
        this.attempts = attempts;
    }

    /** Sends the request until there is a reply, or no point in going on. */
    Sent send() {
        return send(Optional.empty());
    }

    /** Sends the request once more after a reply that broke before its first event. */
    Sent sendAgain(ProviderException failure) {
        return send(Optional.of(failure));
    }

    /** Returns what a stream is that ends without a single event. */
    ProviderException endedUnbegun() {
        return new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL, "The model " + route.listedId() + " ended its reply before it began.");
    }

    private Sent send(Optional<ProviderException> earlier) {
        Optional<ProviderException> last = earlier;
        while (true) {
            if (last.isPresent()) {
                pause(last.get());
            }
            Attempt attempt = begin(last);
            boolean answered = false;
            try {
                Reply reply = route.provider().send(request);
                answered = true;
                attempt.answered(reply instanceof Reply.Complete);
                return new Sent(reply, attempt);
            } catch (ProviderException e) {
                attempt.failed(e);
                last = Optional.of(e);
            } finally {
                if (!answered) {
                    attempt.release();
                }
            }
        }
    }

    /** Waits before the next attempt, or throws the failure if there is to be none. */
    private void pause(ProviderException failure) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        Optional<Duration> delay = policy.delay(failure, attempts, elapsed);
        if (delay.isEmpty() || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        if (!policy.takeRetry()) {
            guard.countRefusedRetry();
            attempts.refuseRetry(failure);
            throw failure;
        }
        if (failure.retryAfter().isPresent()) {
            stayAway(delay.get(), failure);
        } else {
            policy.sleep(delay.get(), failure);
        }
        guard.countRetry(failure);
    }

    /** Lets others have the place for as long as the upstream wants to be left alone, which may be a minute. */
    private void stayAway(Duration delay, ProviderException failure) {
        place.leave();
        policy.sleep(delay, failure);
        try {
            place.enter();
        } catch (ProviderException full) {
            // What the upstream has said says more than that there are many others now.
            throw full.kind() == ErrorKind.CANCELLED ? full : failure;
        }
    }

    private Attempt begin(Optional<ProviderException> last) {
        try {
            Breakers.Permit permit = guard.breakers().acquire(route);
            Breaker.Permit reply = replyAfter(permit);
            attempts.begin();
            return new Attempt(permit, reply);
        } catch (ProviderException open) {
            // What really happened says more than that it happened too often.
            throw last.orElse(open);
        }
    }

    private Breaker.Permit replyAfter(Breakers.Permit permit) {
        try {
            return guard.breakers().acquireReply(route);
        } catch (ProviderException open) {
            permit.release();
            throw open;
        }
    }

    /** One time that the request is with the upstream. */
    final class Attempt {
        private final Breakers.Permit permit;
        private final Breaker.Permit reply;
        private final long started = System.nanoTime();
        private boolean ended;
        private boolean begun;

        private Attempt(Breakers.Permit permit, Breaker.Permit reply) {
            this.permit = permit;
            this.reply = reply;
        }

        private void answered(boolean whole) {
            permit.answered();
            if (whole) {
                succeeded();
            }
        }

        void succeeded() {
            if (!ended) {
                begun = true;
                permit.succeeded();
                guard.countSuccess();
                end("ok");
            }
        }

        void failed(ProviderException thrown) {
            if (!ended) {
                ProviderException failure = attempts.judged(thrown);
                permit.failed(failure);
                if (Breakers.isNonsense(failure)) {
                    reply.failed(failure);
                }
                reply.release();
                guard.countFailure(failure);
                end(failure.code().orElseGet(() -> ProviderGuard.word(failure.kind())));
            }
        }

        /** More of the reply has come. */
        void goesOn() {
            reply.goesOn();
        }

        /** The reply was good to its end. */
        void kept() {
            reply.succeeded();
        }

        /** The reply had begun, and is none after all. */
        void broke(ProviderException failure) {
            if (begun) {
                reply.failed(failure);
            }
        }

        /** Ends what has not ended by itself: the caller left before anything was known, or before the end. */
        void release() {
            if (!ended) {
                permit.release();
                reply.release();
                end(ProviderGuard.word(ErrorKind.CANCELLED));
            } else if (begun) {
                reply.left();
            }
        }

        private void end(String outcome) {
            ended = true;
            attempts.end(route.provider().id(), outcome, started);
        }
    }
}
