package dev.sluice.gateway.resilience;

import dev.sluice.gateway.limits.Admission;
import dev.sluice.gateway.routing.Route;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to one provider, in flight until it is closed: guarded by the provider's rate limit, bulkhead and
 * breakers, and retried where that may help. The thread that opens it may hand it to another one, which then reads the
 * reply and closes it.
 */
public final class ProviderCall implements AutoCloseable {
    private final ProviderCalls.Rules rules;
    private final ProviderGuard protection;
    private final Admission admission;
    private final Route route;
    private final AttemptLog log;
    private final boolean moreCandidates;
    private final long started = System.nanoTime();
    private volatile boolean expired;
    private @Nullable ProviderRequest request;
    private @Nullable Attempt attempt;
    private @Nullable Reply reply;
    private boolean inBulkhead;

    ProviderCall(
            ProviderCalls.Rules rules,
            ProviderGuard guard,
            Admission admission,
            Route route,
            AttemptLog log,
            boolean moreCandidates) {
        this.rules = rules;
        this.protection = guard;
        this.admission = admission;
        this.route = route;
        this.log = log;
        this.moreCandidates = moreCandidates;
    }

    /**
     * Sends the request until there is a reply, or a retry cannot help. It is retried only while nothing of a reply has
     * been passed on: a stream that breaks before its first event is restarted within that event's
     * {@link dev.sluice.provider.EventStream#next()}, which then throws the failure of the last attempt.
     *
     * @throws ProviderException if there is no reply; {@link ErrorKind#RATE_LIMITED} if the provider's limit is reached,
     *     {@link ErrorKind#UPSTREAM_UNAVAILABLE} with code {@code overloaded} or {@code circuit_open} if it was not called
     */
    public Reply open(ProviderRequest toSend) {
        request = toSend;
        boolean opened = false;
        try {
            guard();
            Reply answered = attempt(Optional.empty());
            reply = answered instanceof Reply.Streaming streaming
                    ? new Reply.Streaming(streaming.headers(), new RestartableEventStream(this, streaming.events()))
                    : answered;
            opened = true;
            return reply;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    private void guard() {
        admission.request();
        if (request().streaming()) {
            admission.stream();
        }
        rules.budget().request();
        enter();
    }

    private void enter() {
        protection.bulkhead().enter();
        inBulkhead = true;
    }

    private void leave() {
        if (inBulkhead) {
            inBulkhead = false;
            protection.bulkhead().leave();
        }
    }

    private ProviderRequest request() {
        ProviderRequest set = request;
        if (set == null) {
            throw new IllegalStateException("the call was not opened");
        }
        return set;
    }

    /**
     * Sends the request, retrying each failure that allows it; {@code earlier} is the failure of an earlier attempt.
     */
    Reply attempt(Optional<ProviderException> earlier) {
        Optional<ProviderException> last = earlier;
        while (true) {
            if (last.isPresent()) {
                pause(last.get());
            }
            Attempt next = start(last);
            attempt = next;
            boolean answered = false;
            try {
                Reply received = route.provider().send(request());
                answered = true;
                next.answered(received instanceof Reply.Complete);
                return received;
            } catch (ProviderException e) {
                last = Optional.of(e);
                failed(e);
            } finally {
                if (!answered) {
                    next.release();
                }
            }
        }
    }

    private Attempt start(Optional<ProviderException> last) {
        try {
            return Attempt.start(protection, route, log);
        } catch (ProviderException open) {
            // The failure itself says more than that it opened the circuit.
            throw last.orElse(open);
        }
    }

    /** Waits before the next attempt, or throws the failure if there is to be none. */
    private void pause(ProviderException failure) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        Optional<Duration> delay = rules.policy().delay(failure, log.sent(), moreCandidates, elapsed);
        if (delay.isEmpty() || Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        if (!rules.policy().takeRetry()) {
            protection.countRefusedRetry();
            log.retryRefused(failure);
            throw failure;
        }
        if (failure.retryAfter().isPresent()) {
            waitOutside(delay.get(), failure);
        } else {
            rules.policy().sleep(delay.get(), failure);
        }
        protection.countRetry(failure);
    }

    /** Releases the permit of the bulkhead while it waits as long as the upstream asks, which may be a minute. */
    private void waitOutside(Duration delay, ProviderException failure) {
        leave();
        rules.policy().sleep(delay, failure);
        try {
            enter();
        } catch (ProviderException full) {
            // The upstream's failure says more than that the bulkhead is full now.
            throw full.kind() == ErrorKind.CANCELLED ? full : failure;
        }
    }

    /**
     * Records that the time for an answer is over: an interrupt from now on is the provider's timeout. Any thread may
     * call it.
     */
    public void expire() {
        expired = true;
    }

    Attempt currentAttempt() {
        Attempt current = attempt;
        if (current == null) {
            throw new IllegalStateException("nothing was sent");
        }
        return current;
    }

    void failed(ProviderException thrown) {
        boolean late = expired && thrown.kind() == ErrorKind.CANCELLED;
        currentAttempt()
                .failed(
                        late
                                ? new ProviderException(ErrorKind.UPSTREAM_TIMEOUT, "it did not answer in time", thrown)
                                : thrown);
    }

    /** Returns the failure of a stream that ends without an event. */
    ProviderException endedBeforeItStarted() {
        return new ProviderException(
                ErrorKind.UPSTREAM_PROTOCOL, "The model " + route.listedId() + " ended its reply before it started.");
    }

    /** Records that the reply was relayed. A stream has recorded its own end. */
    public void relayed() {
        if (reply instanceof Reply.Complete) {
            currentAttempt().completed();
        }
    }

    /** Records that the reply could not be relayed. A stream has recorded that itself. */
    public void notRelayed(ProviderException why) {
        // A reply that cannot be translated into the client's dialect may still be valid.
        if (reply instanceof Reply.Complete complete
                && why.kind() == ErrorKind.UPSTREAM_PROTOCOL
                && !isObject(complete.body())) {
            currentAttempt().broke(why);
        }
    }

    private static boolean isObject(byte[] body) {
        try {
            return JsonDocument.parse(body).root().is(JsonNode.Kind.OBJECT);
        } catch (JsonException e) {
            return false;
        }
    }

    /** Closes the reply and releases the permits. May be called again. */
    @Override
    public void close() {
        try {
            if (reply != null) {
                reply.close();
            }
        } finally {
            if (attempt != null) {
                attempt.release();
            }
            leave();
            admission.close();
        }
    }
}
