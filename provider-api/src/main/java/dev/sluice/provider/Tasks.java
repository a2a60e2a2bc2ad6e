package dev.sluice.provider;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** Runs a provider's background work on virtual threads of its own. */
@Stable(since = "1.0")
public interface Tasks {

    /**
     * Runs work at once on another thread, so that it outlives the calling request.
     *
     * @param <T> what the work returns
     * @param name what thread dumps show
     * @param work what to run
     * @return where its outcome can be waited for; cancelling it interrupts the work
     */
    <T> Future<T> start(String name, Callable<T> work);

    /**
     * Runs work once, later. What it throws is logged.
     *
     * @param name what thread dumps show
     * @param delay from now, by wall-clock time, so that it is due when a suspended machine resumes
     * @param work what to run
     * @return where it can be cancelled
     */
    Future<?> schedule(String name, Duration delay, Runnable work);

    /**
     * Waits, as a background task does between two attempts.
     *
     * @param delay how long
     * @throws InterruptedException if the task was cancelled or the provider closed
     */
    void sleep(Duration delay) throws InterruptedException;
}
