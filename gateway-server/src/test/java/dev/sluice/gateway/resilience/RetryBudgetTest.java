package dev.sluice.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
    private final AtomicLong now = new AtomicLong();
    private final RetryBudget budget = new RetryBudget(20, now::get);

    @Test
    void grantsAShareOfTheRequests() {
        assertThat(take()).isEqualTo(10);
        for (int i = 0; i < 100; i++) {
            budget.request();
        }
        assertThat(take()).isEqualTo(20);
    }

    @Test
    void grantsOneRetryPerSecondWithoutAnyRequests() {
        assertThat(take()).isEqualTo(10);
        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertThat(take()).isEqualTo(3);
    }

    @Test
    void holdsAtMostAHundredRetries() {
        for (int i = 0; i < 100_000; i++) {
            budget.request();
        }
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(take()).isEqualTo(100);
    }

    private int take() {
        int taken = 0;
        while (budget.takeRetry()) {
            taken++;
        }
        return taken;
    }
}
