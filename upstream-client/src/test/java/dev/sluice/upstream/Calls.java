package dev.sluice.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.EventStream;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of this package say again and again. */
final class Calls {
    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(200);
    static final Deadlines PATIENT = Deadlines.each(LONG);

    private Calls() {}

    static UpstreamRequest get(URI uri) {
        return UpstreamRequest.get(uri, Headers.empty(), PATIENT);
    }

    static UpstreamRequest get(URI uri, Deadlines deadlines) {
        return UpstreamRequest.get(uri, Headers.empty(), deadlines);
    }

    static UpstreamRequest post(URI uri, String body) {
        return UpstreamRequest.post(
                uri, Headers.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8), PATIENT);
    }

    static String body(UpstreamResponse reply) {
        try (reply) {
            return new String(reply.bytes(1 << 26), StandardCharsets.UTF_8);
        }
    }

    static List<String> texts(EventStream events) {
        List<String> texts = new ArrayList<>();
        try (events) {
            for (ServerSentEvent event = events.next(); event != null; event = events.next()) {
                texts.add((event.type().isEmpty() ? "" : event.type() + "|") + event.text());
            }
        }
        return texts;
    }

    static ProviderException failure(ThrowingCallable call) {
        ProviderException thrown = catchThrowableOfType(ProviderException.class, call);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    /** Runs a call that waits, interrupts it or closes something meanwhile, and returns how it failed. */
    static ProviderException failureOf(Thread.Builder threads, Callable<?> call, Meanwhile meanwhile)
            throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        List<Object> outcome = new ArrayList<>();
        List<Boolean> interrupted = new ArrayList<>();
        Thread thread = threads.unstarted(() -> {
            try {
                outcome.add(String.valueOf(call.call()));
            } catch (Exception e) {
                outcome.add(e);
            }
            interrupted.add(Thread.currentThread().isInterrupted());
            done.countDown();
        });
        thread.start();
        boolean interrupting = meanwhile.act(thread);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).containsExactly(interrupting);
        assertThat(outcome).singleElement().isInstanceOf(ProviderException.class);
        return (ProviderException) outcome.getFirst();
    }

    /** What happens while a call waits; tells whether that was an interruption. */
    interface Meanwhile {
        boolean act(Thread waiting) throws InterruptedException;
    }

    static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("nanoseconds at which this was to be so")
                    .isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Waits until a thread has nothing to do but wait. */
    static void awaitBlocked(Thread thread) {
        eventually(() -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED, TERMINATED -> true;
            case RUNNABLE, NEW -> !thread.isVirtual() && blockedInNetwork(thread);
        });
    }

    private static boolean blockedInNetwork(Thread thread) {
        for (StackTraceElement element : thread.getStackTrace()) {
            if (element.getClassName().startsWith("sun.nio.ch.")) {
                return true;
            }
        }
        return false;
    }
}
