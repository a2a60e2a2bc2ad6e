package dev.sluice.provider.copilot.auth;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderContext;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SignIn;
import dev.sluice.provider.SignInStatus;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Signs in by the device flow, one flow at a time for all callers of this process and of others on the home folder. */
public final class DeviceSignIn implements SignIn, AutoCloseable {
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(5);

    private final DeviceFlow flow;
    private final GitHubTokens tokens;
    private final ProviderContext context;
    private final Runnable signedIn;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Run run;
    private boolean closed;

    /** Makes the sign-in; nothing runs yet. {@code signedIn} is called on the flow's thread once there is a token. */
    public DeviceSignIn(DeviceFlow flow, GitHubTokens tokens, ProviderContext context, Runnable signedIn) {
        this.flow = flow;
        this.tokens = tokens;
        this.context = context;
        this.signedIn = signedIn;
        context.meters().gauge("sign_in_state", this::state);
    }

    @Override
    public SignInStatus status() {
        if (tokens.usable().isPresent()) {
            return new SignInStatus.SignedIn();
        }
        Run latest = run;
        return latest == null ? new SignInStatus.SignedOut() : latest.signIn.status();
    }

    /** {@inheritDoc} The stored token gets another chance as well: whoever asks may know that GitHub is well again. */
    @Override
    public SignInStatus start() {
        tokens.reconsider();
        return join();
    }

    /** Starts the flow or joins the one that runs, for a request that cannot do without. */
    public SignInStatus join() {
        begin();
        Run joined = run;
        try {
            if (joined != null) {
                joined.signIn.awaitAnswer(ANSWER_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ErrorKind.CANCELLED, "interrupted while waiting for a sign-in code", e);
        }
        SignInStatus now = status();
        if (now instanceof SignInStatus.Failed(String reason) && !reason.equals(SignInRun.ELSEWHERE)) {
            throw new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, reason);
        }
        if (now instanceof SignInStatus.SignedOut) {
            throw new ProviderException(ErrorKind.UPSTREAM_TIMEOUT, "GitHub has not answered with a sign-in code yet");
        }
        return now;
    }

    /** Starts the flow unless one runs or there is a token; waits for nothing. */
    public void begin() {
        lock.lock();
        try {
            Run latest = run;
            if (closed || tokens.usable().isPresent() || (latest != null && !latest.signIn.finished())) {
                return;
            }
            SignInRun next = new SignInRun(flow, tokens, context);
            run = new Run(next, context.tasks().start("copilot-sign-in", () -> carryOut(next)));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            Run latest = run;
            if (latest != null && !latest.signIn.finished()) {
                latest.signIn.cancel();
                latest.task.cancel(true);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            cancel();
        } finally {
            lock.unlock();
        }
    }

    private SignInOutcome carryOut(SignInRun signIn) {
        SignInOutcome outcome = signIn.call();
        context.meters().count("sign_in", outcome.label());
        if (outcome.signedIn()) {
            signedIn.run();
        }
        return outcome;
    }

    private double state() {
        return switch (status()) {
            case SignInStatus.SignedOut() -> 0;
            case SignInStatus.Failed(String _) -> 0;
            case SignInStatus.Pending(var _, var _, var _) -> 1;
            case SignInStatus.SignedIn() -> 2;
        };
    }

    private record Run(SignInRun signIn, Future<SignInOutcome> task) {}
}
