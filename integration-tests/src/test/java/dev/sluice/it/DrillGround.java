package dev.sluice.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A gateway with three unreliable upstreams behind {@code a-parrot}, {@code b-parrot}, {@code c-parrot} and {@code smart}. */
final class DrillGround implements AutoCloseable {
    static final String SMART = "smart";
    static final List<String> PROVIDERS = List.of("a", "b", "c");
    /** The last one is asked by then, and has {@link #FIRST_BYTE} to begin. */
    static final Duration WITHIN = Duration.ofSeconds(18);

    /** An upstream that is well answers by then, even on a machine that is busy with other things. */
    static final Duration FIRST_BYTE = Duration.ofSeconds(6);

    static final Duration BREAKER = Duration.ofSeconds(1);

    /** No request takes longer: the last one asked begins, falls silent, and the machine is busy with other things. */
    static final Duration LONGEST = WITHIN.plus(FIRST_BYTE.multipliedBy(2)).plusSeconds(20);

    private final List<UnreliableUpstream> upstreams =
            PROVIDERS.stream().map(_ -> new UnreliableUpstream()).toList();
    private final RunningGateway gateway;

    DrillGround(Path home) throws IOException {
        StringBuilder providers = new StringBuilder();
        for (int i = 0; i < PROVIDERS.size(); i++) {
            // OpenAI's API, at an address that has no path of its own.
            providers.append("  %s: {type: deepseek, base-url: \"%s\", api-key: %s}%n"
                    .formatted(PROVIDERS.get(i), upstreams.get(i).url(), UnreliableUpstream.KEY));
        }
        Files.writeString(
                home.resolve("application.yaml"), """
                log: {level: warn}
                deadlines: {connect: PT1S, first-byte: %s, idle: %s}
                resilience:
                  retry: {attempts: 2}
                  breaker: {volume: 10, delay: %s}
                routing:
                  models: {smart: {of: [a-parrot, b-parrot, c-parrot], within: %s}}
                providers:
                  copilot: {enabled: false}
                %s""".formatted(FIRST_BYTE, FIRST_BYTE, BREAKER, WITHIN, providers));
        gateway = RunningGateway.start(home, Map.of());
    }

    List<UnreliableUpstream> upstreams() {
        return upstreams;
    }

    URI url() {
        return gateway.url();
    }

    Process process() {
        return gateway.process();
    }

    /** So many requests at once, every second a stream; waits until all have ended. */
    List<DrillRequest.Ended> volley(int requests) throws InterruptedException, ExecutionException {
        List<DrillRequest.Ended> ended = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DrillRequest.Ended>> all = IntStream.range(0, requests)
                    .mapToObj(i -> new DrillRequest(SMART, "Say " + i, i % 2 == 0))
                    .map(request -> clients.submit(() -> request.send(url())))
                    .toList();
            for (Future<DrillRequest.Ended> each : all) {
                ended.add(each.get());
            }
        }
        return ended;
    }

    /** Asks one provider's model until it answers; returns how long that took. */
    Duration awaitRecovery(String provider) throws Exception {
        long begun = System.nanoTime();
        DrillRequest request = new DrillRequest(provider + "-parrot", "Are you well?", false);
        Eventually.holds(
                provider + " answers again", () -> request.send(url()).outcome() == DrillRequest.Outcome.ANSWERED);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() {
        gateway.close();
        upstreams.forEach(UnreliableUpstream::close);
    }
}
