package dev.sluice.provider.testkit.http;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A received request and its outcome. Thread-safe. */
public final class RecordedRequest {

    private final Request request;
    private final InstantSource clock;
    private final Instant at;
    private final long nanos = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile @Nullable Instant closedAt;
    private volatile boolean answeredWhole;
    private volatile int status = -1;
    private final AtomicInteger partsSent = new AtomicInteger();

    RecordedRequest(Request request, InstantSource clock) {
        this.request = request;
        this.clock = clock;
        this.at = clock.instant();
    }

    /** The request itself. */
    public Request request() {
        return request;
    }

    /** Its path without query. */
    public String path() {
        return request.path();
    }

    /** The first value of a header of it. */
    public Optional<String> header(String name) {
        return request.header(name);
    }

    /** Its body as a JSON object. */
    public JsonObject json() {
        return request.json();
    }

    /** When it had been read, by the server's clock (a simulated one in most tests). */
    public Instant at() {
        return at;
    }

    /** When it had been read, in the terms of {@link System#nanoTime()}. */
    public long nanos() {
        return nanos;
    }

    /** The status that was sent; empty while none was. */
    public OptionalInt status() {
        return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** How many parts (events) of the answer have been written. */
    public int partsSent() {
        return partsSent.get();
    }

    /** Whether the answer was written to its planned end (a planned cut is none) before the peer closed. */
    public boolean answeredWhole() {
        return answeredWhole;
    }

    /** When the peer closed the connection before the answer was complete; empty if it did not. */
    public Optional<Instant> closedByPeerAt() {
        return Optional.ofNullable(closedAt);
    }

    /**
     * Waits until the peer closes the connection with the answer still incomplete.
     *
     * @return whether it did, in time
     */
    public boolean awaitClosedByPeer(Duration patience) throws InterruptedException {
        return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until the server is done with it, well or not.
     *
     * @return whether that was in time
     */
    public boolean awaitFinished(Duration patience) throws InterruptedException {
        return finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void headSent(int code) {
        status = code;
    }

    void partSent() {
        partsSent.incrementAndGet();
    }

    synchronized void peerClosed() {
        if (!answeredWhole && closedAt == null) {
            closedAt = clock.instant();
            closed.countDown();
        }
    }

    synchronized void answered() {
        answeredWhole = closedAt == null;
    }

    void finished() {
        finished.countDown();
    }

    /** Method, path and status. */
    @Override
    public String toString() {
        return request + (status < 0 ? "" : " -> " + status);
    }
}
