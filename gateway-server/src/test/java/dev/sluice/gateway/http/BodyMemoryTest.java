package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BodyMemoryTest {
    private static final int KILOBYTE = 1024;

    @Test
    void refusesABodyThatDoesNotFitInTime() throws Exception {
        BodyMemory memory = new BodyMemory(10 * KILOBYTE, Duration.ofMillis(1));
        assertThat(memory.reserve(8 * KILOBYTE, 0)).isEqualTo(8);
        assertThat(memory.reserve(3 * KILOBYTE, 0)).isEqualTo(-1);
        memory.release(8);
        assertThat(memory.reserve(3 * KILOBYTE, 0)).isEqualTo(3);
    }

    @Test
    void waitsForMemoryToBeReleased() throws Exception {
        BodyMemory memory = new BodyMemory(10 * KILOBYTE, Duration.ofSeconds(60));
        int first = memory.reserve(10 * KILOBYTE, 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> second = threads.submit(() -> memory.reserve(5 * KILOBYTE, 0));
            memory.release(first);
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(5);
        }
    }

    @Test
    void admitsOneBodyThatIsLongerThanTheLimit() throws Exception {
        BodyMemory memory = new BodyMemory(10 * KILOBYTE, Duration.ofMillis(1));
        int taken = memory.reserve(4 * KILOBYTE, 0);
        taken += memory.reserve(1_000 * KILOBYTE, taken);
        assertThat(taken).isEqualTo(10);
        assertThat(memory.reserve(1, 0)).isEqualTo(-1);
    }

    @Test
    void takesAtOnceOrNotAtAll() {
        BodyMemory memory = new BodyMemory(10 * KILOBYTE, Duration.ofDays(1));
        assertThat(memory.reserveNow(8 * KILOBYTE, 0)).isEqualTo(8);
        assertThat(memory.reserveNow(3 * KILOBYTE, 0)).isEqualTo(-1);
        memory.release(8);
        assertThat(memory.reserveNow(3 * KILOBYTE, 0)).isEqualTo(3);
    }
}
