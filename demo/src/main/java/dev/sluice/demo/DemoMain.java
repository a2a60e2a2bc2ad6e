package dev.sluice.demo;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.tokenstore.DotEnvFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Runs the gateway against simulated GitHub and Copilot APIs in one process. It uses a home folder of its own, and of
 * the environment only the variables for address, key and logging.
 */
public final class DemoMain {
    private static final String TOKEN = "GITHUB_COPILOT_TOKEN";
    private static final Set<String> INHERITED = Set.of("HOST", "PORT", "PROXY_SERVER_KEY", "LOG_LEVEL", "LOG_FORMAT");

    private DemoMain() {}

    /** Runs until the process is terminated; takes no arguments. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getenv().getOrDefault("SLUICE_HOME", ".demo"))
                .toAbsolutePath()
                .normalize();
        CopilotSimulator simulator = CopilotSimulator.builder()
                .pace(Duration.ofMillis(30))
                .pollInterval(Duration.ofSeconds(1))
                .start();
        // The token in the demo's .env must be known to a newly started simulator.
        new DotEnvFile(home.resolve(".env")).current().value(TOKEN).ifPresent(simulator::addGitHubToken);
        announce(home, simulator);
        int status = dev.sluice.gateway.Main.launch(home, environment(System.getenv(), simulator));
        if (status != 0) {
            System.exit(status);
        }
    }

    static Map<String, String> environment(Map<String, String> real, CopilotSimulator simulator) {
        Map<String, String> demo = new HashMap<>();
        INHERITED.stream().filter(real::containsKey).forEach(name -> demo.put(name, real.get(name)));
        demo.put("COPILOT_GITHUB_URL", simulator.githubUrl().toString());
        demo.put("COPILOT_GITHUB_API_URL", simulator.githubApiUrl().toString());
        return demo;
    }

    private static void announce(Path home, CopilotSimulator simulator) {
        System.out.println(
                "DEMO: replies come from simulated GitHub and Copilot APIs; no account and no model is used.");
        System.out.println("DEMO: simulated GitHub " + simulator.githubUrl() + ", simulated Copilot "
                + simulator.copilotApiUrl() + ", home folder " + home);
    }
}
