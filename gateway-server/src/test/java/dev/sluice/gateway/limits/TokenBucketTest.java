package dev.sluice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.limits.Usage.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final TokenBucket bucket = new TokenBucket(nanos::get);

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 60, 999})
    void holdsTheLimitOfOneMinute(long perMinute) {
        assertThat(bucket.level(perMinute).left()).isEqualTo(perMinute);
        for (long i = 0; i < perMinute; i++) {
            assertThat(bucket.take(perMinute).granted()).isTrue();
        }
        assertThat(bucket.take(perMinute).granted()).isFalse();
        assertThat(bucket.level(perMinute).left()).isZero();
        pass(Duration.ofMinutes(1));
        assertThat(bucket.level(perMinute).left()).isEqualTo(perMinute);
    }

    @Test
    void tellsWhatIsLeftAfterTaking() {
        assertThat(bucket.take(2)).isEqualTo(new TokenBucket.Taken(true, bucket.level(2)));
        assertThat(bucket.take(2).level()).isEqualTo(new Level(0, Duration.ofSeconds(30), Duration.ofMinutes(1)));
        TokenBucket.Taken refused = bucket.take(2);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.level()).isEqualTo(bucket.level(2));
    }

    @Test
    void fillsUpEvenly() {
        for (int i = 0; i < 6; i++) {
            assertThat(bucket.take(6).granted()).isTrue();
        }
        Level empty = bucket.level(6);
        assertThat(empty.untilOne()).isEqualTo(Duration.ofSeconds(10));
        assertThat(empty.untilFull()).isEqualTo(Duration.ofMinutes(1));

        pass(Duration.ofMillis(9_999));
        assertThat(bucket.take(6).granted()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(bucket.take(6).granted()).isTrue();
        assertThat(bucket.take(6).granted()).isFalse();
    }

    @Test
    void holdsNoMoreThanItsLimitAfterALongTime() {
        pass(Duration.ofDays(30));
        assertThat(bucket.level(3).left()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(3).granted()).isTrue();
        }
        assertThat(bucket.take(3).granted()).isFalse();
    }

    @Test
    void goesIntoDebtForTokensUsedAlready() {
        bucket.charge(250, 100);
        Level debt = bucket.level(100);
        assertThat(debt.left()).isZero();
        assertThat(debt.untilFull()).isEqualTo(Duration.ofSeconds(150));
        assertThat(debt.untilOne()).isEqualTo(Duration.ofMillis(90_600));
        assertThat(bucket.take(100).granted()).isFalse();
        pass(Duration.ofMillis(90_600));
        assertThat(bucket.level(100).left()).isEqualTo(1);
        assertThat(bucket.take(100).granted()).isTrue();
    }

    @Test
    void boundsItsDebt() {
        bucket.charge(Long.MAX_VALUE, 1);
        bucket.charge(Long.MAX_VALUE, 1);
        assertThat(bucket.level(1).untilFull()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void appliesANewLimitFromTheNextCallOn() {
        for (int i = 0; i < 30; i++) {
            assertThat(bucket.take(60).granted()).isTrue();
        }
        assertThat(bucket.level(600).left()).isEqualTo(300);
        assertThat(bucket.level(6).left()).isEqualTo(3);
    }

    @Test
    void grantsNothingTwiceToConcurrentRequests() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                if (bucket.take(50).granted()) {
                    taken.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(taken).hasValue(50);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
