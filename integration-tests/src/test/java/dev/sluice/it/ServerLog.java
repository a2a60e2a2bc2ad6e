package dev.sluice.it;

import java.time.Duration;
import java.util.List;

/** Reads what a gateway prints; a request's line comes a moment after its reply. */
final class ServerLog {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ServerLog() {}

    /** Waits for a line with a text. */
    static String awaitLine(RunningGateway gateway, String text) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            List<String> lines = gateway.output();
            for (String line : lines) {
                if (line.contains(text)) {
                    return line;
                }
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("no line with '" + text + "' in " + lines);
            }
            Thread.onSpinWait();
        }
    }
}
