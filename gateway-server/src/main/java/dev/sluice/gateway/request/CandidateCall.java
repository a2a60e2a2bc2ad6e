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
 * One candidate being asked: on the request's own thread, or on one of its own where another may be asked after or beside
 * it. The thread that takes an answered call relays its reply and closes it.
 */
final class CandidateCall implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(CandidateCall.class.getName());
    /** A thread that is interrupted lets go at once; a provider that does not holds up no request for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

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
        /** It has answered or failed, and is in the queue or taken from it. */
        ENDED,
        /** No answer is wanted any more: what comes is closed by the thread that it comes to. */
        DISMISSED
    }

    /**
     * Prepares a call.
     *
     * @param log of this candidate alone, if it gets a thread of its own
     * @param replyLimit how long the whole reply may take, streamed or not
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

    /** Returns the fields that the model is not sent, as its dialect has no place for them. */
    List<String> leftOut() {
        return leftOut;
    }

    Reply reply() {
        return Objects.requireNonNull(reply);
    }

    /** Returns why there is no answer; null if there is one. */
    @Nullable
    ProviderException failure() {
        return failure;
    }

    /** Tells whether the request could not be translated into what the model speaks; another model may speak more. */
    boolean untranslatable() {
        return untranslatable;
    }

    boolean expired() {
        return expired;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Returns the nanoseconds until the time for an answer is up. */
    long remainingNanos() {
        return answerLimit.map(limit -> limit.minus(age()).toNanos()).orElse(Long.MAX_VALUE);
    }

    /**
     * Asks on the current thread.
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

    /** Asks on a thread of its own, and joins {@code queue} once there is an answer or none will come. */
    void start(Optional<Duration> limit, Queue<CandidateCall> queue) {
        answerLimit = limit;
        thread = Thread.ofVirtual().name("sluice-ask-" + route.listedId()).start(() -> run(queue));
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
            LOGGER.log(Level.ERROR, "internal error while asking " + route.listedId(), e);
            failure = new ProviderException(ErrorKind.INTERNAL, "internal error while asking " + route.listedId(), e);
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

    /** An end without a first event is no answer, however proper it looks. */
    private Reply startedStream(Reply.Streaming streaming) {
        LimitedEventStream limited = new LimitedEventStream(streaming.events(), route.listedId());
        StartedEventStream events = new StartedEventStream(limited);
        if (events.isEmpty()) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "The model " + route.listedId() + " ended its reply before it started.");
        }
        // Until now, the request's own thread has kept the time.
        replyLimit.ifPresent(total -> limited.end(total, total.minus(age())));
        return new Reply.Streaming(streaming.headers(), events);
    }

    /** Ends it because its time is up, which counts as its provider's failure. */
    ProviderException expire() {
        expired = true;
        call.expire();
        dismiss();
        return new ProviderException(
                ErrorKind.UPSTREAM_TIMEOUT,
                "The model " + route.listedId() + " did not answer within "
                        + answerLimit.orElse(Duration.ZERO).toMillis() + " ms.");
    }

    /** Ends it because its answer is not wanted any more. */
    void dismiss() {
        if (state.compareAndSet(State.RUNNING, State.DISMISSED)) {
            Objects.requireNonNull(thread).interrupt();
        } else if (state.compareAndSet(State.ENDED, State.DISMISSED)) {
            close();
        }
    }

    /** Waits until the thread of a dismissed call has let go of its provider. */
    void awaitEnd() {
        Thread own = thread;
        if (own == null || Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            if (!own.join(PATIENCE)) {
                LOGGER.log(
                        Level.DEBUG, () -> "provider " + route.provider().id() + " does not end an interrupted call");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records that the reply has been relayed. */
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
