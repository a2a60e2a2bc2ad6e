package dev.sluice.provider.copilot;

import dev.sluice.provider.Tasks;
import dev.sluice.provider.testkit.copilot.SimulatedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Runs tasks on virtual threads, and their waits by a clock that a test moves. */
final class TestTasks implements Tasks, AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final SimulatedClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Thread, Instant> sleepers = new HashMap<>();
    private final List<Planned> planned = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private boolean closed;

    TestTasks(SimulatedClock clock) {
        this.clock = clock;
    }

    @Override
    public <T> Future<T> start(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        run(name, task);
        return task;
    }

    private void run(String name, FutureTask<?> task) {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException(name + " comes after the end");
            }
            running.add(new Running(Thread.ofVirtual().name(name).start(task), task));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Future<?> schedule(String name, Duration delay, Runnable work) {
        lock.lock();
        try {
            Planned next = new Planned(name, clock.instant().plus(delay), new FutureTask<>(work, true));
            planned.add(next);
            changed.signalAll();
            return next.task;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sleep(Duration delay) throws InterruptedException {
        lock.lock();
        try {
            Instant wake = clock.instant().plus(delay);
            sleepers.put(Thread.currentThread(), wake);
            changed.signalAll();
            while (clock.instant().isBefore(wake)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock, wakes whoever is due and runs what is due. */
    void advance(Duration time) {
        List<Planned> due;
        lock.lock();
        try {
            Instant now = clock.advance(time);
            sleepers.values().removeIf(wake -> !wake.isAfter(now));
            due = planned.stream().filter(each -> !each.when.isAfter(now)).toList();
            planned.removeAll(due);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        due.forEach(each -> run(each.name, each.task));
    }

    /** Waits until a task sleeps, lets exactly that time pass and returns it. */
    Duration passNextSleep() throws InterruptedException {
        Duration left;
        lock.lock();
        try {
            await(() -> !sleepers.isEmpty());
            Instant wake =
                    sleepers.values().stream().min(Comparator.naturalOrder()).orElseThrow();
            left = Duration.between(clock.instant(), wake);
        } finally {
            lock.unlock();
        }
        advance(left);
        return left;
    }

    /**
     * Waits until something is planned and whatever runs is done or sleeps, and says when the next of it is due. A
     * test that moved the clock while an exchange is all but over would see what no real clock shows.
     */
    Duration untilNextPlanned() throws InterruptedException {
        lock.lock();
        try {
            await(() -> next().isPresent() && running.stream().allMatch(this::isIdle));
            return Duration.between(clock.instant(), next().orElseThrow().when);
        } finally {
            lock.unlock();
        }
    }

    private boolean isIdle(Running each) {
        return each.task.isDone() || sleepers.containsKey(each.thread);
    }

    private Optional<Planned> next() {
        return planned.stream().filter(each -> !each.task.isCancelled()).min(Comparator.comparing(Planned::when));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing happened within 30 seconds");
            }
            // A task that ends tells nobody.
            var _ = changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Ends every task and waits for it, so that none writes into a folder that the test is done with. */
    @Override
    public void close() {
        List<Running> last;
        lock.lock();
        try {
            closed = true;
            planned.clear();
            last = List.copyOf(running);
        } finally {
            lock.unlock();
        }
        last.forEach(each -> each.task.cancel(true));
        last.forEach(each -> join(each.thread));
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(Duration.ofNanos(PATIENCE))) {
                throw new AssertionError(thread.getName() + " goes on after it was told to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + thread.getName(), e);
        }
    }

    private record Planned(String name, Instant when, FutureTask<?> task) {}

    private record Running(Thread thread, Future<?> task) {}
}
