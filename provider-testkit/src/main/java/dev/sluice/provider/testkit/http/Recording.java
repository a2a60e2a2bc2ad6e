package dev.sluice.provider.testkit.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** All received requests, in order. Thread-safe. */
public final class Recording {

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final List<RecordedRequest> requests = new ArrayList<>();

    /** Starts empty; requests are stamped by this clock. */
    public Recording(InstantSource clock) {
        this.clock = clock;
    }

    RecordedRequest add(Request request) {
        RecordedRequest recorded = new RecordedRequest(request, clock);
        lock.lock();
        try {
            requests.add(recorded);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        return recorded;
    }

    /** All of them up to now. */
    public List<RecordedRequest> all() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    /** Those for this path (without query). */
    public List<RecordedRequest> to(String path) {
        return all().stream().filter(onPath(path)).toList();
    }

    /** How many there were for this path. */
    public int count(String path) {
        return to(path).size();
    }

    /** The latest for this path. */
    public Optional<RecordedRequest> last(String path) {
        return to(path).stream().reduce((earlier, later) -> later);
    }

    /** Forgets all of them. */
    public void clear() {
        lock.lock();
        try {
            requests.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the first request for this path; returns at once if there was one already.
     *
     * @throws AssertionError if none comes in time
     */
    public RecordedRequest awaitRequest(String path, Duration patience) throws InterruptedException {
        return awaitRequests(path, 1, patience).getFirst();
    }

    /**
     * Waits until there have been so many requests for this path.
     *
     * @return all of them, at least {@code count}
     * @throws AssertionError if they don't come in time
     */
    public List<RecordedRequest> awaitRequests(String path, int count, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (matching(path).size() < count) {
                if (left <= 0) {
                    throw new AssertionError("waited %s for %d requests to %s, there were %d; in all: %s"
                            .formatted(patience, count, path, matching(path).size(), requests));
                }
                left = arrived.awaitNanos(left);
            }
            return matching(path);
        } finally {
            lock.unlock();
        }
    }

    private List<RecordedRequest> matching(String path) {
        return requests.stream().filter(onPath(path)).toList();
    }

    private static Predicate<RecordedRequest> onPath(String path) {
        return recorded -> recorded.path().equals(path);
    }

    /** How many there are; the requests themselves may hold secrets. */
    @Override
    public String toString() {
        return "Recording[" + all().size() + " requests]";
    }
}
