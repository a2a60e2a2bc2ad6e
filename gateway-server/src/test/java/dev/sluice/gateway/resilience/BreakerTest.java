package dev.sluice.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import io.helidon.faulttolerance.CircuitBreaker.State;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BreakerTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final ExecutorService timer = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void opensAfterRepeatedFailuresAndReportsForHowLong() {
        Breaker breaker = breaker(LONG);
        for (int i = 0; i < 4; i++) {
            breaker.acquire().failed(failure(ErrorKind.UPSTREAM_UNAVAILABLE));
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        ProviderException open = catchThrowableOfType(ProviderException.class, breaker::acquire);
        assertThat(open.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(open.code()).hasValue("circuit_open");
        assertThat(open.retryAfter().orElseThrow()).isBetween(LONG.dividedBy(2), LONG);
    }

    @Test
    void staysClosedAtFailuresThatAreNotTheUpstreams() {
        Breaker breaker = breaker(LONG);
        for (int i = 0; i < 20; i++) {
            breaker.acquire().failed(failure(ErrorKind.NOT_ENTITLED));
        }
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void closesWhenTheProbeSucceeds() throws Exception {
        Breaker breaker = halfOpen();
        breaker.acquire().answered();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void opensAgainWhenTheProbeFails() throws Exception {
        Breaker breaker = halfOpen();
        breaker.acquire().failed(failure(ErrorKind.UPSTREAM_TIMEOUT));
        await(breaker, State.HALF_OPEN);
        breaker.acquire().succeeded();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void staysHalfOpenWhenTheProbeIsInconclusive() throws Exception {
        Breaker breaker = halfOpen();
        breaker.acquire().failed(failure(ErrorKind.CANCELLED));
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        breaker.acquire().close();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void countsARefusalAsAnAnswer() throws Exception {
        Breaker breaker = halfOpen();
        breaker.acquire()
                .failed(ProviderException.builder(ErrorKind.INVALID_REQUEST, "synthetic")
                        .upstreamStatus(400)
                        .build());
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    private Breaker breaker(Duration delay) {
        return new Breaker(
                "Provider p",
                new ResilienceConfig.Breaker(4, 50, delay),
                timer,
                failure -> failure.kind().isTransient());
    }

    private Breaker halfOpen() throws InterruptedException {
        Breaker breaker = breaker(SHORT);
        for (int i = 0; i < 4; i++) {
            breaker.acquire().failed(failure(ErrorKind.UPSTREAM_UNAVAILABLE));
        }
        await(breaker, State.HALF_OPEN);
        return breaker;
    }

    private static void await(Breaker breaker, State state) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (breaker.state() != state) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
        }
    }

    private static ProviderException failure(ErrorKind kind) {
        return new ProviderException(kind, "synthetic");
    }
}
