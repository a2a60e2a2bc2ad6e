package dev.sluice.it;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The built gateway in a process of its own, started as people start it, on a port of its choice. */
final class RunningGateway implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("Sluice .* listening on (http[^ ,\"]*)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CountDownLatch listeningOrEnded = new CountDownLatch(1);
    private final AtomicReference<URI> address = new AtomicReference<>();

    private RunningGateway(Process process) {
        this.process = process;
        Thread.ofVirtual().name("gateway output").start(this::readOutput);
    }

    /** Starts a gateway that knows nothing but its home folder and what is given. */
    static RunningGateway start(Path home, Map<String, String> environment) {
        RunningGateway gateway = launch(home, environment);
        gateway.url();
        return gateway;
    }

    /** Starts a gateway whose GitHub is the simulator. */
    static RunningGateway start(Path home, CopilotSimulator simulator, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("COPILOT_GITHUB_URL", simulator.githubUrl().toString());
        all.putIfAbsent("COPILOT_GITHUB_API_URL", simulator.githubApiUrl().toString());
        return start(home, all);
    }

    /** Starts a process that may or may not come to listen. */
    static RunningGateway launch(Path home, Map<String, String> environment) {
        Path program = Path.of(System.getProperty("sluice.distribution"), "bin", "sluice");
        ProcessBuilder builder = new ProcessBuilder(program.toString()).redirectErrorStream(true);
        Map<String, String> variables = builder.environment();
        String path = variables.getOrDefault("PATH", "/usr/bin:/bin");
        variables.clear();
        variables.put("PATH", path);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("SLUICE_HOME", home.toString());
        variables.put("PORT", "0");
        variables.putAll(environment);
        try {
            return new RunningGateway(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address without a path; waits until the gateway listens. */
    URI url() {
        try {
            if (!listeningOrEnded.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) || address.get() == null) {
                process.destroyForcibly();
                throw new IllegalStateException("the gateway does not listen:\n" + String.join("\n", output));
            }
            return address.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI url(String path) {
        return url().resolve(path);
    }

    /** What it has printed so far. */
    List<String> output() {
        return List.copyOf(output);
    }

    Process process() {
        return process;
    }

    /** Waits for the process to end by itself. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the gateway does not end:\n" + String.join("\n", output));
        }
        listeningOrEnded.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return process.exitValue();
    }

    /** Ends it at once, as a crash would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher matcher = LISTENING.matcher(line);
                if (matcher.find()) {
                    address.set(URI.create(matcher.group(1)));
                    listeningOrEnded.countDown();
                }
            }
        } catch (IOException e) {
            output.add("(output ended: " + e + ")");
        } finally {
            listeningOrEnded.countDown();
        }
    }
}
