package dev.sluice.gateway.resilience;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One model being asked, on a thread of its own. What came of it may be read by the thread that took it from the queue.
 *
 * @param <C> what the model is to the one who asks
 */
final class Asking<C extends Contender> {
    private static final System.Logger LOGGER = System.getLogger(Asking.class.getName());
    /** Whoever is interrupted lets go at once; a provider that does not holds up nobody for longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final C contender;
    private final Optional<Duration> limit;
    private final Queue<Asking<C>> ended;
    private final Attempts attempts;
    private final CountDownLatch released = new CountDownLatch(1);
    private final long started = System.nanoTime();
    private final Thread thread;
    private @Nullable Reply reply;
    private @Nullable ProviderException failure;
    private volatile @Nullable ProviderException refusal;
    private boolean cannotCarry;
    private volatile boolean told;
    private boolean expired;

    Asking(C contender, Optional<Duration> limit, boolean last, Queue<Asking<C>> ended) {
        this.contender = contender;
        this.attempts = new Attempts(!last);
        this.limit = limit;
        this.ended = ended;
        this.thread = Thread.ofVirtual().name("sluice-ask-" + contender.model()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            contender.ask(attempts, this::answered);
        } catch (CannotCarryException e) {
            cannotCarry = true;
            tell(e.failure());
        } catch (ProviderException e) {
            tell(e);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "asking " + contender.model() + " met a defect", e);
            tell(new ProviderException(ErrorKind.INTERNAL, "asking " + contender.model() + " met a defect", e));
        }
    }

    private void tell(ProviderException why) {
        if (!told) {
            told = true;
            failure = why;
            ended.add(this);
        }
    }

    private void answered(Reply answer) {
        reply = answer instanceof Reply.Streaming streaming ? begun(streaming) : answer;
        told = true;
        ended.add(this);
        try {
            // Its place in the bulkhead, and its connection, are held until the reply has been relayed.
            released.await();
            if (refusal != null) {
                throw refusal;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "another model has answered", e);
        } finally {
            reply.close();
        }
    }

    /** An end without a beginning is no answer, however proper it looks. */
    private Reply begun(Reply.Streaming streaming) {
        LimitedEventStream limited = new LimitedEventStream(streaming.events(), contender.model());
        BegunEventStream events = new BegunEventStream(limited);
        if (events.first() == null) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL,
                    "The model " + contender.model() + " ended its reply before it began.");
        }
        // Until now, whoever waits for it has kept the time.
        contender.limit().ifPresent(total -> limited.end(total, total.minus(age())));
        return new Reply.Streaming(streaming.headers(), events);
    }

    C contender() {
        return contender;
    }

    Attempts attempts() {
        return attempts;
    }

    /** Returns what was answered; null if it failed. */
    @Nullable
    Reply reply() {
        return reply;
    }

    ProviderException failure() {
        return Objects.requireNonNull(failure);
    }

    boolean cannotCarry() {
        return cannotCarry;
    }

    boolean expired() {
        return expired;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Returns the nanoseconds until its time is up. */
    long leftNanos() {
        return limit.map(each -> each.minus(age()).toNanos()).orElse(Long.MAX_VALUE);
    }

    /** Ends it because its time is up, which counts as its provider's failure. */
    ProviderException expire() {
        expired = true;
        attempts.expire();
        thread.interrupt();
        return new ProviderException(
                ErrorKind.UPSTREAM_TIMEOUT,
                "The model " + contender.model() + " did not answer within "
                        + limit.orElse(Duration.ZERO).toMillis() + " ms.");
    }

    /** Ends it because it is not wanted any more. */
    void cancel() {
        thread.interrupt();
    }

    /** What it has answered is no answer; its provider is told so when it is let go. */
    void refuse(ProviderException why) {
        refusal = why;
    }

    /** The reply was relayed, or nobody wants it; waits until its provider has been let go. */
    void release() {
        released.countDown();
        awaitEnd();
    }

    void awaitEnd() {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            if (!thread.join(PATIENCE)) {
                LOGGER.log(Level.DEBUG, () -> "provider " + contender.provider() + " does not let go of a call");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
