package dev.sluice.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.gateway.config.ResilienceConfig;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class BulkheadTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final BlockingQueue<String> entered = new LinkedBlockingQueue<>();
    private final BlockingQueue<ProviderException> refused = new LinkedBlockingQueue<>();

    @Test
    void grantsPermitsInOrderToWaitingRequests() throws Exception {
        Bulkhead bulkhead = new Bulkhead("p", new ResilienceConfig.Bulkhead(1, 2, LONG));
        bulkhead.enter();
        Thread first = waiting(bulkhead, "first");
        Thread second = waiting(bulkhead, "second");
        assertThat(bulkhead.inFlight()).isEqualTo(1);
        assertThat(entered).isEmpty();

        bulkhead.leave();
        assertThat(entered.poll(30, TimeUnit.SECONDS)).isEqualTo("first");
        bulkhead.leave();
        assertThat(entered.poll(30, TimeUnit.SECONDS)).isEqualTo("second");
        bulkhead.leave();
        first.join();
        second.join();
        assertThat(bulkhead.inFlight()).isZero();
        assertThat(bulkhead.waiting()).isZero();
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() throws Exception {
        Bulkhead bulkhead = new Bulkhead("p", new ResilienceConfig.Bulkhead(1, 1, LONG));
        bulkhead.enter();
        Thread waiting = waiting(bulkhead, "waiting");

        ProviderException full = catchThrowableOfType(ProviderException.class, bulkhead::enter);
        assertThat(full.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(full.code()).hasValue("overloaded");
        assertThat(full.retryAfter()).hasValue(Duration.ofSeconds(1));
        assertThat(full)
                .hasMessageContaining("is at its limit of 1 concurrent requests")
                .hasMessageContaining("1 more waiting");
        bulkhead.leave();
        waiting.join();
    }

    @Test
    void refusesARequestAfterTheQueueTimeout() {
        Bulkhead bulkhead = new Bulkhead("p", new ResilienceConfig.Bulkhead(1, 1, Duration.ofMillis(20)));
        bulkhead.enter();
        ProviderException late = catchThrowableOfType(ProviderException.class, bulkhead::enter);
        assertThat(late.code()).hasValue("overloaded");
        assertThat(late).hasMessageContaining("within 20 ms");
        assertThat(bulkhead.waiting()).isZero();
        bulkhead.leave();
        bulkhead.enter();
    }

    @Test
    void losesNoPermitToInterruptedRequests() throws Exception {
        Bulkhead bulkhead = new Bulkhead("p", new ResilienceConfig.Bulkhead(1, 100, LONG));
        for (int round = 0; round < 50; round++) {
            bulkhead.enter();
            List<Thread> leavers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                leavers.add(waiting(bulkhead, "leaver"));
            }
            // A permit becomes free just when the waiting threads are interrupted.
            Thread interrupting = Thread.ofVirtual().start(() -> leavers.forEach(Thread::interrupt));
            bulkhead.leave();
            interrupting.join();
            // Any number may have got in; each releases its permit for the next.
            for (Thread leaver : leavers) {
                while (leaver.isAlive()) {
                    if (entered.poll(1, TimeUnit.MILLISECONDS) != null) {
                        bulkhead.leave();
                    }
                }
            }
            while (entered.poll() != null) {
                bulkhead.leave();
            }
            assertThat(bulkhead.inFlight()).as("round " + round).isZero();
            assertThat(bulkhead.waiting()).isZero();
        }
        assertThat(refused).isNotEmpty().allMatch(failure -> failure.kind() == ErrorKind.CANCELLED);
    }

    @Test
    void changesItsLimitWhileRequestsAreInFlight() throws Exception {
        Bulkhead bulkhead = new Bulkhead("p", new ResilienceConfig.Bulkhead(1, 1, LONG));
        bulkhead.enter();
        Thread waiting = waiting(bulkhead, "waiting");
        bulkhead.change(new ResilienceConfig.Bulkhead(2, 0, LONG));
        assertThat(entered.poll(30, TimeUnit.SECONDS)).isEqualTo("waiting");
        waiting.join();
        assertThat(bulkhead.inFlight()).isEqualTo(2);

        bulkhead.change(new ResilienceConfig.Bulkhead(1, 0, LONG));
        bulkhead.leave();
        assertThat(catchThrowableOfType(ProviderException.class, bulkhead::enter)
                        .code())
                .hasValue("overloaded");
        bulkhead.leave();
        bulkhead.enter();
        assertThat(bulkhead.inFlight()).isEqualTo(1);
    }

    @Test
    void servesEveryRequestOfABurst() throws Exception {
        Bulkhead bulkhead = new Bulkhead("p", new ResilienceConfig.Bulkhead(4, 50, LONG));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    bulkhead.enter();
                } catch (ProviderException e) {
                    refused.add(e);
                    return;
                }
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                LockSupport.parkNanos(100_000);
                inside.decrementAndGet();
                served.incrementAndGet();
                bulkhead.leave();
            }));
        }
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(served.get() + refused.size()).isEqualTo(200);
        assertThat(most.get()).isBetween(1, 4);
        assertThat(bulkhead.inFlight()).isZero();
    }

    /** Starts a thread, and returns once it waits. */
    private Thread waiting(Bulkhead bulkhead, String name) {
        int before = bulkhead.waiting();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                bulkhead.enter();
                entered.add(name);
            } catch (ProviderException e) {
                refused.add(e);
            }
        });
        while (bulkhead.waiting() == before || thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
