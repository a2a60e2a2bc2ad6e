package dev.sluice.gateway;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Map;

/** Runs the gateway until it is told to stop. */
public final class Main {
    private Main() {}

    /**
     * Starts the gateway of the home folder that {@code SLUICE_HOME} names, by default the working
     * directory. Ends the process with 1 if it cannot start.
     *
     * @param arguments none are understood
     */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        int status = launch(home(environment), environment);
        if (status != 0) {
            System.exit(status);
        }
    }

    /**
     * Starts a gateway as the process's own: its log is the process's log, and the signals that end the
     * process end it in good order, the second one at once. If it cannot start, the last line that is
     * written says why.
     *
     * @param home the folder of {@code .env}, {@code .cache}, {@code providers} and {@code application.yaml}
     * @param environment what counts as the environment
     * @return the process's exit status: zero if the gateway runs now, on other threads
     */
    public static int launch(Path home, Map<String, String> environment) {
        return new Launch(home, environment, new FileOutputStream(FileDescriptor.out)).run();
    }

    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("SLUICE_HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("sluice.home", "") : home)
                .toAbsolutePath()
                .normalize();
    }
}
