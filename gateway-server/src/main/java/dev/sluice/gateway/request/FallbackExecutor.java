package dev.sluice.gateway.request;

import dev.sluice.gateway.api.TranslatedRequest;
import dev.sluice.gateway.resilience.AttemptLog;
import dev.sluice.gateway.resilience.ProviderCalls;
import dev.sluice.gateway.routing.Route;
import dev.sluice.gateway.routing.RoutePlan;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls the candidates of one request until one answers: the next when one fails or its time is over, or in parallel to
 * a silent one (hedging). A single candidate without a limit is called on the request's own thread; else each has a
 * thread of its own, which is interrupted when its answer is not needed any more. For use by the request's thread.
 */
final class FallbackExecutor implements AutoCloseable {
    private final RoutePlan plan;
    private final List<Route> candidates;
    private final ProviderCalls calls;
    private final AttemptLog log;
    private final Function<Route, TranslatedRequest> translate;
    private final Function<Route, Optional<Duration>> replyLimit;
    private final long started = System.nanoTime();
    private final BlockingQueue<CandidateCall> ended = new LinkedBlockingQueue<>();
    private final List<CandidateCall> running = new ArrayList<>(1);
    /** Calls that were slower than the one that answered; their outcomes do not count. */
    private final List<CandidateCall> dismissed = new ArrayList<>(0);

    private final List<CandidateCall> hedges = new ArrayList<>(0);
    private final List<Failed> failed = new ArrayList<>(0);
    private int next;

    private record Failed(Route route, ProviderException failure) {}

    /**
     * {@code translate} translates the request for a candidate; {@code replyLimit} bounds a candidate's whole reply,
     * streamed or not.
     */
    FallbackExecutor(
            RoutePlan plan,
            ProviderCalls calls,
            AttemptLog log,
            Function<Route, TranslatedRequest> translate,
            Function<Route, Optional<Duration>> replyLimit) {
        this.plan = plan;
        this.candidates = plan.candidates();
        this.calls = calls;
        this.log = log;
        this.translate = translate;
        this.replyLimit = replyLimit;
    }

    /**
     * Calls candidates until one answers; with several, the first event of its stream has arrived. To be relayed and
     * closed.
     *
     * @throws ProviderException if none answers: the failure of the first, with those of the others in its message
     */
    CandidateCall next() {
        Route only = candidates.getFirst();
        if (candidates.size() == 1
                && !plan.conversation().isKnown()
                && replyLimit.apply(only).isEmpty()) {
            next = 1;
            CandidateCall call = prepare(only, log, Optional.empty());
            call.open();
            return call;
        }
        return firstAnswer();
    }

    private CandidateCall firstAnswer() {
        if (next == 0) {
            start();
        }
        while (true) {
            CandidateCall call = await();
            if (call == null) {
                continue;
            }
            ProviderException failure = call.failure();
            if (failure == null) {
                answered(call);
                return call;
            }
            failed(call, failure);
        }
    }

    private CandidateCall prepare(Route route, AttemptLog own, Optional<Duration> limit) {
        return new CandidateCall(route, calls.prepare(route, own, next < candidates.size()), own, translate, limit);
    }

    private CandidateCall start() {
        Route route = candidates.get(next++);
        Optional<Duration> total = replyLimit.apply(route);
        CandidateCall call = prepare(route, new AttemptLog(), total);
        running.add(call);
        call.start(answerLimit(total), ended);
        return call;
    }

    /** Candidates before the last share the time that is left; the last is bounded by its deadlines only. */
    private Optional<Duration> answerLimit(Optional<Duration> total) {
        int left = candidates.size() - next + 1;
        if (left == 1) {
            return total;
        }
        Duration share = plan.within().minus(elapsed()).dividedBy(left);
        return Optional.of(total.filter(each -> each.compareTo(share) < 0).orElse(share));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Waits for a call to answer or fail; returns null if a time limit or a hedge was due instead. */
    private @Nullable CandidateCall await() {
        long wake = hedgeInNanos();
        for (CandidateCall call : running) {
            wake = Math.min(wake, call.remainingNanos());
        }
        try {
            CandidateCall call = ended.poll(Math.max(0, wake), TimeUnit.NANOSECONDS);
            if (call != null) {
                // One that was dismissed may have been in the queue already.
                return running.remove(call) ? call : null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the client disconnected while models were called", e);
        }
        for (CandidateCall call : List.copyOf(running)) {
            if (call.remainingNanos() <= 0) {
                running.remove(call);
                failed(call, call.expire());
            }
        }
        if (hedgeInNanos() <= 0) {
            CandidateCall hedge = start();
            hedges.add(hedge);
            log.hedged(hedge.route().provider().id());
        }
        return null;
    }

    /** Returns the nanoseconds until the next candidate is called in parallel. */
    private long hedgeInNanos() {
        if (plan.hedgeAfter().isEmpty() || running.isEmpty() || next == candidates.size() || tooLate()) {
            return Long.MAX_VALUE;
        }
        return plan.hedgeAfter().get().minus(running.getLast().age()).toNanos();
    }

    private boolean tooLate() {
        return elapsed().compareTo(plan.within()) > 0;
    }

    private void answered(CandidateCall winner) {
        for (CandidateCall loser : running) {
            loser.dismiss();
            log.sending();
            log.add(loser.route().listedId(), label(ErrorKind.CANCELLED), loser.age());
        }
        dismissed.addAll(running);
        running.clear();
        log.addAll(winner.log());
        if (hedges.contains(winner)) {
            log.hedgeWon(winner.route().provider().id());
        }
    }

    private void failed(CandidateCall call, ProviderException failure) {
        if (call.expired()) {
            log.sending();
            log.add(call.route().listedId(), label(failure), call.age());
        } else if (call.log().isEmpty()) {
            log.add(call.route().listedId(), label(failure), call.age());
        } else {
            log.addAll(call.log());
        }
        if (!call.untranslatable() && !FallbackRules.allow(failure)) {
            throw failure;
        }
        fallBack(call.route(), failure);
    }

    /**
     * Records that a reply could not be relayed, so that {@link #next()} calls another candidate.
     *
     * @throws ProviderException the failure, if there is no other candidate or if something was sent to the client
     *     already
     */
    void rejected(CandidateCall call, ProviderException failure, boolean mayFallBack) {
        call.notRelayed(failure);
        if (call.log() == log || !mayFallBack) {
            throw failure;
        }
        fallBack(call.route(), failure);
    }

    private void fallBack(Route from, ProviderException failure) {
        failed.add(new Failed(from, failure));
        log.rejected(from.listedId(), label(failure));
        log.fellBack(from.provider().id(), failure.kind());
        if (FallbackRules.isTooLong(failure)) {
            while (next < candidates.size() && contextTokens(candidates.get(next)) <= contextTokens(from)) {
                next++;
            }
        }
        if (next < candidates.size() && !tooLate()) {
            start();
        } else if (running.isEmpty()) {
            throw summary();
        }
    }

    /** Returns the size of a model's context in tokens; zero if that is unknown. */
    private static long contextTokens(Route route) {
        return route.model().promptTokens().orElse(route.model().contextTokens().orElse(0));
    }

    private static String label(ErrorKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String label(ProviderException failure) {
        return failure.code().orElseGet(() -> label(failure.kind()));
    }

    /** The failure of the preferred model is reported, unless there is no such model. */
    private ProviderException summary() {
        ProviderException reported = failed.stream()
                .map(Failed::failure)
                .filter(failure -> failure.kind() != ErrorKind.UNKNOWN_MODEL)
                .findFirst()
                .orElse(failed.getFirst().failure());
        if (failed.size() == 1) {
            return reported;
        }
        StringBuilder message =
                new StringBuilder(String.valueOf(reported.getMessage())).append(" No other model answered: ");
        String separator = "";
        for (Failed each : failed) {
            message.append(separator).append(each.route().listedId());
            message.append(" (").append(label(each.failure())).append(')');
            separator = ", ";
        }
        return withMessage(reported, message.append('.').toString());
    }

    private static ProviderException withMessage(ProviderException failure, String message) {
        ProviderException.Builder copy =
                ProviderException.builder(failure.kind(), message).cause(failure);
        failure.code().ifPresent(copy::code);
        failure.parameter().ifPresent(copy::parameter);
        failure.retryAfter().ifPresent(copy::retryAfter);
        failure.upstreamStatus().ifPresent(copy::upstreamStatus);
        failure.upstreamRequestId().ifPresent(copy::upstreamRequestId);
        return copy.build();
    }

    /** Ends the calls whose answers are not needed any more, waiting briefly until they have left their providers. */
    @Override
    public void close() {
        running.forEach(CandidateCall::dismiss);
        running.forEach(CandidateCall::awaitEnd);
        dismissed.forEach(CandidateCall::awaitEnd);
    }
}
