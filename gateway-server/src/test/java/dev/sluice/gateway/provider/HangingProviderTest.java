package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ProviderRequest;
import dev.sluice.provider.Reply;
import io.helidon.metrics.api.Tag;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dropped-in provider that keeps no deadline and heeds no interrupt costs threads, and no caller. */
@Timeout(120)
final class HangingProviderTest {
    private final DroppedIn droppedIn = new DroppedIn();

    @AfterEach
    void close() {
        droppedIn.close();
    }

    @Test
    void answersTheCallerOfASendThatNeverReturns() throws Exception {
        ProviderHandle handle = droppedIn.handle(new DroppedIn.Idle() {
            @Override
            public Reply send(ProviderRequest request) {
                droppedIn.hang();
                return new Reply.Streaming(Headers.empty(), droppedIn.new Endless());
            }
        });

        ProviderException failure = failure(() -> handle.send(DroppedIn.REQUEST));

        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
        assertThat(failure.code()).contains("provider_hangs");
        assertThat(handle.abandoned()).isEqualTo(1);
        assertThat(handle.inFlight()).isZero();

        droppedIn.release.countDown();
        Patience.until("the call is over", () -> handle.abandoned() == 0);
        Patience.until("the reply that came too late is closed", () -> droppedIn.closedStreams.get() > 0);
    }

    @Test
    void abandonsNobodyWhoHeedsTheInterrupt() {
        ProviderHandle handle = droppedIn.handle(new DroppedIn.Idle() {
            @Override
            public Reply send(ProviderRequest request) {
                try {
                    droppedIn.release.await();
                } catch (InterruptedException e) {
                    throw new ProviderException(ErrorKind.CANCELLED, "interrupted", e);
                }
                return Reply.Complete.of(Headers.empty(), new byte[0]);
            }
        });

        assertThat(failure(() -> handle.send(DroppedIn.REQUEST)).kind()).isEqualTo(ErrorKind.UPSTREAM_TIMEOUT);
        assertThat(handle.abandoned()).isZero();
    }

    @Test
    void endsACallWhoseCallerLeaves() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ProviderHandle handle = droppedIn.handle(new DroppedIn.Idle() {
            @Override
            public Reply send(ProviderRequest request) {
                entered.countDown();
                try {
                    droppedIn.release.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                throw new ProviderException(ErrorKind.CANCELLED, "interrupted");
            }
        });
        AtomicReference<ProviderException> failure = new AtomicReference<>();
        Thread caller = Thread.ofVirtual().start(() -> failure.set(failure(() -> handle.send(DroppedIn.PATIENT))));
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(caller.join(Duration.ofSeconds(30))).isTrue();
        assertThat(failure.get().kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void asksForNoReadinessProblemAgainWhileTheLastAnswerIsOutstanding() {
        AtomicInteger calls = new AtomicInteger();
        ProviderHandle handle = droppedIn.handle(new DroppedIn.Idle() {
            @Override
            public Optional<String> readinessProblem() {
                calls.incrementAndGet();
                droppedIn.hang();
                return Optional.empty();
            }
        });

        for (int i = 0; i < 5; i++) {
            assertThat(handle.readinessProblem())
                    .hasValueSatisfying(text -> assertThat(text).contains("readinessProblem"));
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void closesWithoutWaitingForeverAndCountsWhatIsLeft() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        ProviderHandle handle = droppedIn.handle(new DroppedIn.Idle());
        Future<Boolean> stubborn = droppedIn.given.get().tasks().start("stubborn", () -> {
            running.countDown();
            droppedIn.hang();
            return true;
        });
        assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stubborn.isDone()).isFalse();
        double before = leaks();

        handle.close();

        Patience.until("the leak is counted", () -> leaks() > before);
    }

    private static double leaks() {
        return TestMeters.registry()
                .counter("sluice_provider_faults", List.of(Tag.create("provider", "p"), Tag.create("kind", "leak")))
                .orElseThrow()
                .count();
    }

    private static ProviderException failure(ThrowingCallable call) {
        return catchThrowableOfType(ProviderException.class, call);
    }
}
