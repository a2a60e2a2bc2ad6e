package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ChangeWatchTest {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void tellsOnceOfAChangeThatHasSettled() throws Exception {
        watch("a", List.of("a", "b", "b", "b", "b"));

        assertThat(told).containsExactly("b");
    }

    @Test
    void doesNotTellOfWhatIsStillBeingWritten() throws Exception {
        watch("a", List.of("b", "c", "d", "d", "e", "f"));

        assertThat(told).containsExactly("d");
    }

    @Test
    void tellsNothingOfAChangeThatIsTakenBackAtOnce() throws Exception {
        watch("a", List.of("b", "a", "a", "c", "a"));

        assertThat(told).isEmpty();
    }

    @Test
    void noticesTheNextChangeAfterOneThatCouldNotBeFollowed() throws Exception {
        watch("a", List.of("bad", "bad", "c", "c"));

        assertThat(told).containsExactly("bad", "c");
    }

    /** Lets a watch see one thing after the other. */
    private void watch(String known, List<String> seen) throws InterruptedException {
        Queue<String> next = new ArrayDeque<>(seen);
        CountDownLatch end = new CountDownLatch(1);
        String[] last = {known};
        ChangeWatch watch = new ChangeWatch(
                known,
                () -> {
                    if (next.isEmpty()) {
                        end.countDown();
                        // A state of its own, seen no second time: nothing is told of it.
                        return new Object();
                    }
                    last[0] = next.remove();
                    return last[0];
                },
                Duration.ofMillis(1),
                () -> {
                    told.add(last[0]);
                    if (last[0].equals("bad")) {
                        throw new IllegalStateException("synthetic");
                    }
                });
        try (watch) {
            assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
