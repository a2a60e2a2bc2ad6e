package dev.sluice.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program to its end.
 *
 * @param words the program and what is said to it
 * @param directory where it runs, or null for this process's own
 * @param environment all that it knows beside {@code PATH}, or null for this process's own
 */
public record CommandLine(
        List<String> words,
        @Nullable Path directory,
        @Nullable Map<String, String> environment) {
    private static final int NOT_STARTED = 127;

    /** How a program ended, and what it wrote to both streams. */
    public record Outcome(int status, String output) {
        /** The last thing it said. */
        public String lastLine() {
            return output.strip().lines().reduce("", (before, line) -> line);
        }
    }

    /** Runs a program as it is; see {@link #run(Duration)}. */
    public static Outcome run(Duration patience, String... words) {
        return of(words).run(patience);
    }

    static CommandLine of(String... words) {
        return new CommandLine(List.of(words), null, null);
    }

    CommandLine in(Path folder) {
        return new CommandLine(words, folder, environment);
    }

    /** Lets it know nothing but {@code PATH} and this. */
    CommandLine knowing(Map<String, String> all) {
        return new CommandLine(words, directory, all);
    }

    /** Runs it; if it takes longer than its time it is killed, if it cannot be started it counts as failed. */
    public Outcome run(Duration patience) {
        Process process;
        try {
            process = start();
        } catch (IOException e) {
            return new Outcome(NOT_STARTED, String.valueOf(e.getMessage()));
        }
        try {
            process.getOutputStream().close();
            Thread.ofVirtual().name("patience").start(() -> killAfter(patience, process));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            return new Outcome(NOT_STARTED, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        Map<String, String> variables = builder.environment();
        if (environment != null) {
            Map<String, String> all = new HashMap<>(environment);
            all.putIfAbsent("PATH", variables.getOrDefault("PATH", "/usr/bin:/bin"));
            variables.clear();
            variables.putAll(all);
        }
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private static void killAfter(Duration patience, Process process) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
