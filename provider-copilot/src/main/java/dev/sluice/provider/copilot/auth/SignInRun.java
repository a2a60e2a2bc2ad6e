package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.CacheStore;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Secret;
import dev.sluice.provider.SignInStatus;
import dev.sluice.provider.support.Excerpt;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One device flow, from the request for a code until the user has decided, renewing codes that nobody entered. Runs on
 * a task of its own; everybody else only looks at its status.
 */
final class SignInRun implements Callable<SignInOutcome> {
    static final String LOCK = "githubcopilot-sign-in";
    static final String ELSEWHERE = "Another gateway on this home folder is signing in to GitHub Copilot; "
            + "finish that sign-in, this one takes over its result.";

    /** Two hours of codes; then a request or a person starts anew. */
    private static final int MOST_CODES = 8;

    private static final Duration LOCK_WAIT = Duration.ofSeconds(1);
    private static final Duration WATCH = Duration.ofSeconds(2);
    private static final Duration SLOWER = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(SignInRun.class.getName());

    private final DeviceFlow flow;
    private final GitHubTokens tokens;
    private final ProviderContext context;
    private final SharedCode shared;
    private final BackOff backOff =
            new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(1), RandomGenerator.getDefault());
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile SignInStatus status = new SignInStatus.SignedOut();
    private volatile boolean finished;
    private volatile boolean cancelled;

    SignInRun(DeviceFlow flow, GitHubTokens tokens, ProviderContext context) {
        this.flow = flow;
        this.tokens = tokens;
        this.context = context;
        this.shared = new SharedCode(context.cache());
    }

    SignInStatus status() {
        return status;
    }

    boolean finished() {
        return finished;
    }

    /** Waits until there is a code, or a reason why there is none yet. */
    void awaitAnswer(Duration most) throws InterruptedException {
        if (!answered.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.log(System.Logger.Level.DEBUG, "no answer to the request for a sign-in code within {0}", most);
        }
    }

    /** Makes sure that nothing is stored from now on. The caller interrupts the task. */
    void cancel() {
        cancelled = true;
        status = new SignInStatus.SignedOut();
        finished = true;
    }

    @Override
    public SignInOutcome call() {
        SignInOutcome outcome;
        try {
            outcome = signIn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = SignInOutcome.CANCELLED;
        } catch (ProviderException e) {
            outcome = e.kind() == ErrorKind.CANCELLED ? SignInOutcome.CANCELLED : failed(e.getMessage());
        } finally {
            if (status instanceof SignInStatus.Pending) {
                status = new SignInStatus.SignedOut();
            }
            finished = true;
            answered.countDown();
        }
        return cancelled ? SignInOutcome.CANCELLED : outcome;
    }

    private SignInOutcome signIn() throws InterruptedException {
        while (true) {
            Optional<CacheStore.Lock> lock;
            try {
                lock = context.cache().lock(LOCK, LOCK_WAIT);
            } catch (IOException e) {
                // No locks in a folder that is read-only: nobody else can store a token there either.
                return codes();
            }
            if (lock.isPresent()) {
                try {
                    shared.withdraw();
                    return codes();
                } finally {
                    shared.withdraw();
                    lock.get().close();
                }
            }
            show(elsewhere());
            context.tasks().sleep(WATCH);
            if (tokens.usable().isPresent()) {
                return SignInOutcome.ELSEWHERE;
            }
        }
    }

    /** What the gateway that signs in shows, on this one's console as well. */
    private SignInStatus elsewhere() {
        Optional<SignInStatus.Pending> code = shared.current(context.clock().instant());
        code.filter(each -> !each.equals(status)).ifPresent(each -> context.announce(SignInBanner.of(each)));
        return code.<SignInStatus>map(each -> each).orElseGet(() -> new SignInStatus.Failed(ELSEWHERE));
    }

    private SignInOutcome codes() throws InterruptedException {
        for (int i = 0; i < MOST_CODES; i++) {
            Optional<DeviceCode> code = request();
            if (code.isEmpty()) {
                return SignInOutcome.ELSEWHERE;
            }
            SignInStatus.Pending pending = code.get().pending();
            shared.publish(pending);
            show(pending);
            context.announce(SignInBanner.of(pending));
            Optional<SignInOutcome> outcome = decision(code.get());
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        fail("Nobody entered a code in time; start the sign-in again.");
        return SignInOutcome.EXPIRED;
    }

    /** Returns a code, waiting for GitHub for as long as it takes; nothing once a token has come from elsewhere. */
    private Optional<DeviceCode> request() throws InterruptedException {
        while (tokens.usable().isEmpty()) {
            try {
                DeviceCode code = flow.request();
                backOff.reset();
                return Optional.of(code);
            } catch (ProviderException e) {
                if (!e.kind().isTransient()) {
                    throw e;
                }
                show(new SignInStatus.Failed(
                        "GitHub cannot be reached to sign in (" + e.getMessage() + "); the gateway keeps trying."));
                context.tasks().sleep(backOff.next());
            }
        }
        return Optional.empty();
    }

    /** Waits for the user's decision; nothing if the code ended without one. */
    private Optional<SignInOutcome> decision(DeviceCode code) throws InterruptedException {
        Duration interval = code.interval();
        Duration extra = Duration.ZERO;
        while (true) {
            context.tasks().sleep(interval.plus(extra));
            extra = Duration.ZERO;
            if (tokens.usable().isPresent()) {
                return Optional.of(SignInOutcome.ELSEWHERE);
            }
            if (!context.clock().instant().isBefore(code.expiresAt())) {
                return Optional.empty();
            }
            switch (flow.poll(code)) {
                case Poll.Waiting() -> backOff.reset();
                case Poll.SlowDown(Duration named) -> interval = longer(interval.plus(SLOWER), named);
                case Poll.Unavailable(String reason, Duration delay) -> {
                    LOG.log(
                            System.Logger.Level.DEBUG,
                            "the sign-in goes on although GitHub did not answer: {0}",
                            reason);
                    extra = longer(backOff.next(), delay);
                }
                case Poll.Expired() -> {
                    return Optional.empty();
                }
                case Poll.Denied() -> {
                    failed("The sign-in was refused at GitHub.");
                    return Optional.of(SignInOutcome.DENIED);
                }
                case Poll.Broken(String reason) -> {
                    return Optional.of(failed(reason));
                }
                case Poll.Approved(Secret token) -> {
                    return Optional.of(approved(token));
                }
            }
        }
    }

    private SignInOutcome approved(Secret token) {
        if (cancelled) {
            return SignInOutcome.CANCELLED;
        }
        context.announce(SignInBanner.APPROVED);
        try {
            tokens.store(token);
            context.announce(SignInBanner.SAVED);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the GitHub token could not be stored: {0}", e.getMessage());
            context.announce(SignInBanner.notSaved(Excerpt.of(Objects.toString(e.getMessage(), "no reason"))));
            LateSaving.of(token, tokens, context);
        }
        return SignInOutcome.SUCCESS;
    }

    private SignInOutcome failed(@Nullable String reason) {
        fail(Objects.toString(reason, "The sign-in failed."));
        return SignInOutcome.FAILED;
    }

    private void fail(String reason) {
        show(new SignInStatus.Failed(reason));
        if (!cancelled) {
            context.announce("❌ " + reason);
        }
    }

    private void show(SignInStatus now) {
        if (!cancelled) {
            status = now;
        }
        answered.countDown();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
