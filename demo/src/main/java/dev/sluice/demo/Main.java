package dev.sluice.demo;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.tokenstore.DotEnvFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Runs the gateway and the simulator in one process. Nothing of the user's is read: the home folder is the
 * demo's own, and of the environment only what says where to listen and what to log.
 */
public final class Main {
    private static final String TOKEN = "GITHUB_COPILOT_TOKEN";
    private static final Set<String> PASSED_ON = Set.of("HOST", "PORT", "PROXY_SERVER_KEY", "LOG_LEVEL", "LOG_FORMAT");

    private Main() {}

    /**
     * Starts the demo; it runs until the process is told to end.
     *
     * @param arguments none are understood
     */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getenv().getOrDefault("SLUICE_HOME", ".demo"))
                .toAbsolutePath()
                .normalize();
        CopilotSimulator simulator = CopilotSimulator.builder()
                .pace(Duration.ofMillis(30))
                .pollInterval(Duration.ofSeconds(1))
                .start();
        // The simulator forgets between two starts what the demo's .env remembers.
        new DotEnvFile(home.resolve(".env")).current().value(TOKEN).ifPresent(simulator::addGitHubToken);
        announce(home, simulator);
        int status = dev.sluice.gateway.Main.launch(home, environment(System.getenv(), simulator));
        if (status != 0) {
            System.exit(status);
        }
    }

    static Map<String, String> environment(Map<String, String> real, CopilotSimulator simulator) {
        Map<String, String> demo = new HashMap<>();
        PASSED_ON.stream().filter(real::containsKey).forEach(name -> demo.put(name, real.get(name)));
        demo.put("COPILOT_GITHUB_URL", simulator.githubUrl().toString());
        demo.put("COPILOT_GITHUB_API_URL", simulator.githubApiUrl().toString());
        return demo;
    }

    private static void announce(Path home, CopilotSimulator simulator) {
        System.out.println(
                "DEMO: a simulated GitHub and Copilot answer here; no account is used, and no model thinks.");
        System.out.println("DEMO: simulated GitHub " + simulator.githubUrl() + ", simulated Copilot "
                + simulator.copilotApiUrl() + ", home folder " + home);
    }
}
