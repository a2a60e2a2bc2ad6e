package dev.sluice.it.container;

import dev.sluice.it.CommandLine;
import java.nio.file.Path;
import java.time.Duration;

/** The images under test, made of the distribution that this build has assembled. */
final class Images {
    /** What they stand on: the C library, and a shell for the tests to look around with. */
    static final String BASE = "local/base:1";

    static final String PROMETHEUS = "local/prometheus:2";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path SCRIPT = Path.of(System.getProperty("sluice.root", ".."), "docker", "build-image.sh");

    private Images() {}

    /** Returns the gateway's image; the first call makes it. */
    static String gateway() {
        return Gateway.TAG;
    }

    /** Returns the image of the simulated GitHub and Copilot; the first call makes it. */
    static String simulator() {
        return Simulator.TAG;
    }

    private static String made(String tag, String... arguments) {
        String[] words = new String[arguments.length + 2];
        words[0] = "bash";
        words[1] = SCRIPT.toString();
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        CommandLine.Outcome outcome = CommandLine.run(PATIENCE, words);
        if (outcome.status() != 0) {
            throw new IllegalStateException("no image " + tag + ":\n" + outcome.output());
        }
        return tag;
    }

    private static final class Gateway {
        static final String TAG = made("sluice:test", "sluice:test", BASE);
    }

    private static final class Simulator {
        static final String TAG = made("sluice-simulator:test", "--simulator", "sluice-simulator:test", gateway());
    }
}
