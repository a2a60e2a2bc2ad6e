package dev.sluice.it.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs programs to their end. */
final class CommandLine {
    private static final int NOT_STARTED = 127;

    private CommandLine() {}

    /** How a program ended, and what it wrote to both streams. */
    record Outcome(int status, String output) {
        String lastLine() {
            return output.strip().lines().reduce("", (before, line) -> line);
        }
    }

    /** Runs a program; one that takes longer than its time is killed, one that cannot be started counts as failed. */
    static Outcome run(Duration patience, String... words) {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            process = builder.start();
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
