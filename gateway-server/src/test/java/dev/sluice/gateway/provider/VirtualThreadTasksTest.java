package dev.sluice.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class VirtualThreadTasksTest {
    private final MutableClock clock = new MutableClock();
    private final ClassLoader loader = new ClassLoader() {};
    private final VirtualThreadTasks tasks = new VirtualThreadTasks("p", loader, clock, Duration.ofMillis(5));

    @AfterEach
    void close() {
        tasks.close();
    }

    @Test
    void runsWorkOnANamedVirtualThreadUnderTheProvidersLoader() throws Exception {
        Thread thread = tasks.start("refresh", Thread::currentThread).get(20, TimeUnit.SECONDS);
        assertThat(thread.isVirtual()).isTrue();
        assertThat(thread.getName()).isEqualTo("sluice-p-refresh");
        assertThat(tasks.start("l", () -> Thread.currentThread().getContextClassLoader())
                        .get(20, TimeUnit.SECONDS))
                .isSameAs(loader);
    }

    @Test
    void runsScheduledWorkWhenTheWallClockHasPassedItsTime() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        Future<?> scheduled = tasks.schedule("later", Duration.ofHours(1), ran::countDown);
        assertThat(scheduled.isDone()).isFalse();

        clock.advance(Duration.ofHours(2));

        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interruptsWhatRunsWhenClosed() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> work = tasks.start("endless", () -> {
            started.countDown();
            try {
                tasks.sleep(Duration.ofDays(1));
                return null;
            } finally {
                interrupted.countDown();
            }
        });
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

        tasks.close();

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(work.isDone()).isTrue();
        assertThatThrownBy(() -> tasks.start("late", () -> 1)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void dropsScheduledWorkThatIsCancelled() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        Future<?> scheduled = tasks.schedule("later", Duration.ofHours(1), ran::countDown);

        assertThat(scheduled.cancel(true)).isTrue();
        clock.advance(Duration.ofHours(2));
        tasks.schedule("after", Duration.ofMillis(1), () -> {}).get(20, TimeUnit.SECONDS);

        assertThat(ran.getCount()).isEqualTo(1);
    }
}
