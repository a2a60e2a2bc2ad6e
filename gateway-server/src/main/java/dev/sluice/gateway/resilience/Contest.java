package dev.sluice.gateway.resilience;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks models for one request until one begins to answer: the next when one fails, or when its time is up, or side by
 * side when it is silent for long. Each is asked on a thread of its own, and whoever is not wanted any more is
 * interrupted there; the reply is relayed on the request's thread. For use by that thread.
 *
 * @param <C> what contenders are
 */
public final class Contest<C extends Contender> {
    private final List<C> contenders;
    private final Terms terms;
    private final Trail trail;
    private final long started = System.nanoTime();
    private final BlockingQueue<Asking<C>> ended = new LinkedBlockingQueue<>();
    private final List<Asking<C>> running = new ArrayList<>();
    /** Whoever was slower than one that answered; what they report does not count any more. */
    private final List<Asking<C>> dismissed = new ArrayList<>(0);

    private final List<Asking<C>> hedges = new ArrayList<>(0);
    private final List<Loss> losses = new ArrayList<>();
    private int next;

    /**
     * What holds for one request.
     *
     * @param within how long after its begin the last contender is asked at the latest
     * @param hedgeAfter after which silence the next one is asked as well; nothing if it is not
     * @param unanswered tells whether nothing has gone out to the caller yet
     */
    public record Terms(Duration within, Optional<Duration> hedgeAfter, BooleanSupplier unanswered) {}

    private record Loss(Contender contender, ProviderException failure) {}

    /**
     * Prepares a contest.
     *
     * @param contenders the first to ask first; at least one
     * @param terms what holds
     * @param trail is told who was asked and what came of it
     */
    public Contest(List<C> contenders, Terms terms, Trail trail) {
        this.contenders = contenders;
        this.terms = terms;
        this.trail = trail;
    }

    /**
     * Asks until there is an answer, and hands that on.
     *
     * @param <T> what relaying comes to
     * @param relay hands the reply on, of which the first event has come; the reply is closed when it returns or throws
     * @return what {@code relay} returns
     * @throws ProviderException if nobody answers: the first one's failure, with what came of the others
     */
    public <T> T run(BiFunction<C, Reply, T> relay) {
        try {
            begin();
            while (true) {
                Asking<C> asking = await();
                if (asking == null) {
                    continue;
                }
                Reply reply = asking.reply();
                if (reply == null) {
                    lost(asking, asking.failure());
                    continue;
                }
                try {
                    won(asking);
                    return relay.apply(asking.contender(), reply);
                } catch (ProviderException e) {
                    asking.refuse(e);
                    if (!terms.unanswered().getAsBoolean()) {
                        throw e;
                    }
                    lost(asking.contender(), e);
                } finally {
                    asking.release();
                }
            }
        } finally {
            running.forEach(Asking::cancel);
            running.forEach(Asking::awaitEnd);
            dismissed.forEach(Asking::awaitEnd);
        }
    }

    private Asking<C> begin() {
        int index = next++;
        Asking<C> asking = new Asking<>(contenders.get(index), limit(index), next == contenders.size(), ended);
        running.add(asking);
        asking.start();
        return asking;
    }

    /** Those before the last share what is left of the time; the last has all the time that its deadlines give. */
    private Optional<Duration> limit(int index) {
        Optional<Duration> own = contenders.get(index).limit();
        int left = contenders.size() - index;
        if (left == 1) {
            return own;
        }
        Duration share = terms.within().minus(elapsed()).dividedBy(left);
        return Optional.of(own.filter(each -> each.compareTo(share) < 0).orElse(share));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Waits for one to answer or fail; returns null if it was only time to do something about it. */
    private @Nullable Asking<C> await() {
        long wake = hedgeAt();
        for (Asking<C> asking : running) {
            wake = Math.min(wake, asking.leftNanos());
        }
        try {
            Asking<C> asking = ended.poll(Math.max(0, wake), TimeUnit.NANOSECONDS);
            if (asking != null) {
                // One whose time was up, or that was dismissed, may report all the same.
                return running.remove(asking) ? asking : null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "the caller left while models were asked", e);
        }
        for (Asking<C> asking : List.copyOf(running)) {
            if (asking.leftNanos() <= 0) {
                running.remove(asking);
                lost(asking, asking.expire());
            }
        }
        if (hedgeAt() <= 0) {
            Asking<C> hedge = begin();
            hedges.add(hedge);
            trail.hedged(hedge.contender().provider());
        }
        return null;
    }

    /** Returns the nanoseconds until the next one is asked as well. */
    private long hedgeAt() {
        if (terms.hedgeAfter().isEmpty() || running.isEmpty() || next == contenders.size() || tooLate()) {
            return Long.MAX_VALUE;
        }
        return terms.hedgeAfter().get().minus(running.getLast().age()).toNanos();
    }

    private boolean tooLate() {
        return elapsed().compareTo(terms.within()) > 0;
    }

    private void won(Asking<C> winner) {
        for (Asking<C> loser : running) {
            loser.cancel();
            trail.add(loser.contender().model(), ProviderGuard.word(ErrorKind.CANCELLED), loser.age(), true);
        }
        dismissed.addAll(running);
        running.clear();
        trail.add(winner.contender().model(), winner.attempts());
        if (hedges.contains(winner)) {
            trail.hedgeWon(winner.contender().provider());
        }
    }

    private void lost(Asking<C> asking, ProviderException failure) {
        String model = asking.contender().model();
        if (asking.expired() || asking.attempts().all().isEmpty()) {
            trail.add(model, word(failure), asking.age(), asking.expired());
        } else {
            trail.add(model, asking.attempts());
        }
        if (!asking.cannotCarry() && !FallbackRules.allow(failure)) {
            throw failure;
        }
        lost(asking.contender(), failure);
    }

    private void lost(Contender contender, ProviderException failure) {
        losses.add(new Loss(contender, failure));
        trail.noAnswer(contender.model(), word(failure));
        trail.moved(contender.provider(), failure.kind());
        if (FallbackRules.isTooLong(failure)) {
            while (next < contenders.size() && contenders.get(next).contextTokens() <= contender.contextTokens()) {
                next++;
            }
        }
        if (next < contenders.size() && !tooLate()) {
            begin();
        } else if (running.isEmpty()) {
            throw summary();
        }
    }

    private static String word(ProviderException failure) {
        return failure.code().orElseGet(() -> ProviderGuard.word(failure.kind()));
    }

    /** The one that the caller wanted most says most, unless there is no such model. */
    private ProviderException summary() {
        ProviderException told = losses.stream()
                .map(Loss::failure)
                .filter(failure -> failure.kind() != ErrorKind.UNKNOWN_MODEL)
                .findFirst()
                .orElse(losses.getFirst().failure());
        if (losses.size() == 1) {
            return told;
        }
        StringBuilder message =
                new StringBuilder(String.valueOf(told.getMessage())).append(" No other model answered: ");
        String separator = "";
        for (Loss loss : losses) {
            message.append(separator).append(loss.contender().model());
            message.append(" (").append(word(loss.failure())).append(')');
            separator = ", ";
        }
        return Failures.retold(told, message.append('.').toString());
    }
}
