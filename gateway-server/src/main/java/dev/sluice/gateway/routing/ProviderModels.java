package dev.sluice.gateway.routing;

import dev.sluice.gateway.provider.ProviderHandle;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Model;
import dev.sluice.provider.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One provider's models: the last known list, and the fetch in progress, if any. Reading the known list never waits.
 */
final class ProviderModels {
    private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

    private final ProviderHandle provider;
    private final ModelListFile file;
    private final Clock clock;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile State state;
    private volatile @Nullable Fetch running;

    /**
     * @param models the last list; null if there never was one
     * @param tried when the last fetch ended; null if none has ended since the start
     * @param failure why it failed; null if it succeeded
     */
    private record State(
            @Nullable List<Model> models,
            @Nullable Instant tried,
            @Nullable ProviderException failure) {}

    /** A fetch in progress; {@code started} is by {@link System#nanoTime}. */
    record Fetch(FutureTask<Boolean> task, Thread thread, long started) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - started);
        }

        /** Waits until it has ended, at most for {@code limit} since its start. */
        void await(Duration limit) throws InterruptedException {
            Duration left = limit.minus(age());
            if (!left.isPositive()) {
                return;
            }
            try {
                task.get(left.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // The caller lists what is known, and a warning that says why.
                return;
            }
        }
    }

    ProviderModels(ProviderHandle provider, ModelListFile file, Clock clock, Runnable changed) {
        this.provider = provider;
        this.file = file;
        this.clock = clock;
        this.changed = changed;
        this.state = new State(file.read().orElse(null), null, null);
    }

    ProviderHandle provider() {
        return provider;
    }

    /** Returns the last known list, if there ever was one. */
    Optional<List<Model>> known() {
        return Optional.ofNullable(state.models());
    }

    /** Returns whether a fetch has ended since the start. */
    boolean tried() {
        return state.tried() != null;
    }

    /** Returns whether the last fetch succeeded, at most {@code freshness} ago. */
    boolean isFresh(Duration freshness) {
        State now = state;
        return now.failure() == null && now.tried() != null && isYounger(now.tried(), freshness);
    }

    /** Returns why the list is not current. */
    Optional<String> warning(Duration patience) {
        State now = state;
        Fetch fetch = running;
        String shown = now.models() == null ? "" : "; its last known models are listed";
        if (fetch != null && fetch.age().compareTo(patience) >= 0) {
            return Optional.of("it has not answered for " + fetch.age().toSeconds() + " s" + shown);
        }
        return Optional.ofNullable(now.failure()).map(failure -> failure.getMessage() + shown);
    }

    /**
     * Starts a fetch unless one is in progress, and returns it; empty if the last fetch ended less than {@code pause}
     * ago.
     */
    Optional<Fetch> refresh(Duration minInterval) {
        lock.lock();
        try {
            Fetch fetch = running;
            if (fetch != null) {
                if (fetch.age().compareTo(STUCK_AFTER) > 0) {
                    fetch.thread().interrupt();
                }
                return Optional.of(fetch);
            }
            Instant tried = state.tried();
            if (tried != null && !awaitsSignIn() && isYounger(tried, minInterval)) {
                return Optional.empty();
            }
            FutureTask<Boolean> task = new FutureTask<>(this::fetch, true);
            Thread thread =
                    Thread.ofVirtual().name("sluice-models-" + provider.id()).unstarted(task);
            Fetch started = new Fetch(task, thread, System.nanoTime());
            running = started;
            thread.start();
            return Optional.of(started);
        } finally {
            lock.unlock();
        }
    }

    /** After a sign-in the models are wanted at once, and before it a fetch calls no upstream. */
    private boolean awaitsSignIn() {
        ProviderException failure = state.failure();
        return failure != null && failure.kind() == ErrorKind.SIGN_IN_REQUIRED;
    }

    private void fetch() {
        List<Model> before = state.models();
        State after;
        try {
            after = new State(provider.models(), clock.instant(), null);
        } catch (ProviderException e) {
            after = new State(before, clock.instant(), e);
        } catch (Error e) {
            ended(new State(before, clock.instant(), null));
            throw e;
        }
        ended(after);
        List<Model> models = after.models();
        if (after.failure() == null && models != null) {
            file.write(models);
        }
    }

    @SuppressWarnings("ReferenceEquality") // A new list is a change whatever it holds.
    private void ended(State after) {
        boolean replaced = state.models() != after.models();
        lock.lock();
        try {
            state = after;
            running = null;
        } finally {
            lock.unlock();
        }
        if (replaced) {
            changed.run();
        }
    }

    /** Ignores a time in the future, written before the clock was set back. */
    private boolean isYounger(Instant time, Duration age) {
        Duration since = Duration.between(time, clock.instant());
        return !since.isNegative() && since.compareTo(age) < 0;
    }
}
