package dev.sluice.gateway.request;

import dev.sluice.gateway.api.TranslatedRequest;
import dev.sluice.gateway.resilience.AttemptLog;
import dev.sluice.gateway.resilience.ProviderCall;
import dev.sluice.gateway.routing.Route;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The call of one candidate: on the request's own thread, or on a thread of its own where another candidate may be
 * called after it or in parallel. The thread that takes an answered call relays its reply and closes it.
 */
final class CandidateCall implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(CandidateCall.class.getName());
    /**
     * How long to wait until an interrupted call has ended: a provider that ignores the interrupt delays the request no
     * longer.
     */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private final Route route;
    private final ProviderCall call;
    private final AttemptLog log;
    private final Function<Route, TranslatedRequest> translate;
    private final Optional<Duration> replyLimit;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final long started = System.nanoTime();
    private Optional<Duration> answerLimit = Optional.empty();
    private List<String> leftOut = List.of();
    private boolean untranslatable;
    private boolean expired;
    private @Nullable Thread thread;
    private @Nullable Reply reply;
    private @Nullable ProviderException failure;

    private enum State {
        RUNNING,
        /** It has answered or failed, and is or was in the queue. */
        ENDED,
        /** Its answer is not needed any more: a late reply is closed by the thread that receives it. */
        DISMISSED
    }

    /**
     * {@code log} is of this candidate only, if it gets a thread of its own; {@code replyLimit} bounds the whole reply,
     * streamed or not.
     */
    CandidateCall(
            Route route,
            ProviderCall call,
            AttemptLog log,
            Function<Route, TranslatedRequest> translate,
            Optional<Duration> replyLimit) {
        this.route = route;
        this.call = call;
        this.log = log;
        this.translate = translate;
        this.replyLimit = replyLimit;
    }

    Route route() {
        return route;
    }

    AttemptLog log() {
        return log;
    }

    /** Returns the fields that were not sent to the model, as its dialect has no place for them. */
    List<String> leftOut() {
        return leftOut;
    }

    Reply reply() {
        return Objects.requireNonNull(reply);
    }

    /** Returns why there is no reply; null if there is one. */
    @Nullable
    ProviderException failure() {
        return failure;
    }

    /**
     * Returns whether the request could not be translated into the model's dialect; another model's may support more.
     */
    boolean untranslatable() {
        return untranslatable;
    }

    boolean expired() {
        return expired;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Returns the nanoseconds left for an answer. */
    long remainingNanos() {
        return answerLimit.map(limit -> limit.minus(age()).toNanos()).orElse(Long.MAX_VALUE);
    }

    /**
     * Calls on the current thread.
     *
     * @throws ProviderException if there is no reply
     */
    void open() {
        TranslatedRequest translated = translated();
        leftOut = translated.leftOut();
        Reply upstream = call.open(translated.request());
        try {
            reply = translated.back().apply(upstream);
        } catch (ProviderException e) {
            call.notRelayed(e);
            throw e;
        } finally {
            if (reply == null) {
                call.close();
            }
        }
    }

    private TranslatedRequest translated() {
        try {
            return translate.apply(route);
        } catch (ProviderException e) {
            untranslatable = e.kind() == ErrorKind.INVALID_REQUEST;
            throw e;
        }
    }

    /** Calls on a thread of its own, and joins {@code queue} once it has answered or failed. */
    void start(Optional<Duration> limit, Queue<CandidateCall> queue) {
        answerLimit = limit;
        thread = Thread.ofVirtual().name("sluice-call-" + route.listedId()).start(() -> run(queue));
    }

    private void run(Queue<CandidateCall> queue) {
        try {
            open();
            if (reply instanceof Reply.Streaming streaming) {
                reply = startedStream(streaming);
            }
        } catch (ProviderException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "internal error while calling " + route.listedId(), e);
            failure = new ProviderException(ErrorKind.INTERNAL, "internal error while calling " + route.listedId(), e);
        }
        if (failure != null && reply != null) {
            call.close();
        }
        if (state.compareAndSet(State.RUNNING, State.ENDED)) {
            queue.add(this);
        } else {
            close();
        }
    }

    /** An end without an event is a failure. */
    private Reply startedStream(Reply.Streaming streaming) {
        LimitedEventStream limited = new LimitedEventStream(streaming.events(), route.listedId());
        StartedEventStream events = new StartedEventStream(limited);
        if (events.isEmpty()) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "The model " + route.listedId() + " ended its reply before it started.");
        }
        // Until now, the request's own thread has enforced the limit.
        replyLimit.ifPresent(total -> limited.end(total, total.minus(age())));
        return new Reply.Streaming(streaming.headers(), events);
    }

    /** Ends it because its time is over, which counts as a failure of its provider. */
    ProviderException expire() {
        expired = true;
        call.expire();
        dismiss();
        return new ProviderException(
                ErrorKind.UPSTREAM_TIMEOUT,
                "The model " + route.listedId() + " did not answer within "
                        + answerLimit.orElse(Duration.ZERO).toMillis() + " ms.");
    }

    /** Ends it because its answer is not needed any more. */
    void dismiss() {
        if (state.compareAndSet(State.RUNNING, State.DISMISSED)) {
            Objects.requireNonNull(thread).interrupt();
        } else if (state.compareAndSet(State.ENDED, State.DISMISSED)) {
            close();
        }
    }

    /** Waits until the thread of a dismissed call has left its provider. */
    void awaitEnd() {
        Thread own = thread;
        if (own == null || Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            if (!own.join(END_TIMEOUT)) {
                LOGGER.log(
                        Level.DEBUG, () -> "provider " + route.provider().id() + " does not end an interrupted call");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records that the reply was relayed. */
    void relayed() {
        call.relayed();
    }

    /** Records that the reply could not be relayed. */
    void notRelayed(ProviderException why) {
        call.notRelayed(why);
    }

    @Override
    public void close() {
        if (reply != null) {
            reply.close();
        }
        call.close();
    }
}
