package dev.sluice.tokenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.provider.CacheStore.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLocksTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    @Test
    void isHeldByOneAtATime() throws Exception {
        Lock first = locks().acquire("a", Duration.ZERO).orElseThrow();
        assertThat(locks().acquire("a", Duration.ZERO)).isEmpty();
        assertThat(locks().acquire("a", Duration.ofMillis(60))).isEmpty();

        first.close();

        locks().acquire("a", Duration.ZERO).orElseThrow().close();
    }

    @Test
    void isTheSameOneByAnotherPath() throws Exception {
        Files.createDirectory(home.resolve(".cache"));
        Path link = Files.createSymbolicLink(home.resolve("link"), Path.of(".cache"));

        try (Lock _ = locks().acquire("a", Duration.ZERO).orElseThrow()) {
            assertThat(new FolderLocks(link).acquire("a", Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void hasNothingToDoWithOtherNames() throws Exception {
        try (Lock _ = locks().acquire("a", Duration.ZERO).orElseThrow();
                Lock _ = locks().acquire("b", Duration.ZERO).orElseThrow()) {
            assertThat(Modes.of(home.resolve(".cache/a.lock"))).isEqualTo("rw-------");
            assertThat(Modes.of(home.resolve(".cache"))).isEqualTo("rwx------");
        }
    }

    @Test
    void givesNothingBackTwice() throws Exception {
        Lock first = locks().acquire("a", Duration.ZERO).orElseThrow();
        first.close();
        Lock second = locks().acquire("a", Duration.ZERO).orElseThrow();
        first.close();

        assertThat(locks().acquire("a", Duration.ZERO)).isEmpty();
        second.close();
    }

    @Test
    void isWaitedFor() throws Exception {
        Lock held = locks().acquire("a", Duration.ZERO).orElseThrow();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Lock>> waiting = threads.submit(() -> locks().acquire("a", LONG));
            held.close();
            waiting.get().orElseThrow().close();
        }
    }

    @Test
    void endsAWaitThatIsInterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (Lock _ = locks().acquire("a", Duration.ZERO).orElseThrow();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Lock>> waiting = threads.submit(() -> {
                started.countDown();
                return locks().acquire("a", Duration.ofSeconds(Long.MAX_VALUE));
            });
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            threads.shutdownNow();
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(waiting::get)
                    .withCauseInstanceOf(InterruptedException.class);
        }
        locks().acquire("a", Duration.ZERO).orElseThrow().close();
    }

    @Test
    void excludesManyThreads() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 20; thread++) {
                threads.execute(() -> {
                    try (Lock _ = locks().acquire("a", LONG).orElseThrow()) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        inside.decrementAndGet();
                        turns.incrementAndGet();
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
            }
        }
        assertThat(most).hasValue(1);
        assertThat(turns).hasValue(20);
    }

    @Test
    void canBeTakenAfterItsFolderWasDeleted() throws Exception {
        locks().acquire("a", Duration.ZERO).orElseThrow().close();
        Files.delete(home.resolve(".cache/a.lock"));
        Files.delete(home.resolve(".cache"));

        locks().acquire("a", Duration.ZERO).orElseThrow().close();
    }

    private FolderLocks locks() {
        return new FolderLocks(home.resolve(".cache"));
    }
}
