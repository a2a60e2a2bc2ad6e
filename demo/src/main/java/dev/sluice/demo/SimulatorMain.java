package dev.sluice.demo;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.copilot.CopilotSimulatorBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * Runs the simulated GitHub and Copilot APIs alone, for a gateway in another process or container.
 *
 * <p>Configured by the environment: {@code SIMULATOR_HOST} (127.0.0.1), {@code SIMULATOR_GITHUB_PORT} and {@code
 * SIMULATOR_COPILOT_PORT} (any), {@code SIMULATOR_COPILOT_URL} (how the gateway reaches it, if by another address),
 * {@code SIMULATOR_TOKEN} (a valid GitHub token).
 */
public final class SimulatorMain {
    private SimulatorMain() {}

    /** Runs until the process is terminated; takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        String host = environment.getOrDefault("SIMULATOR_HOST", "127.0.0.1");
        CopilotSimulatorBuilder builder = CopilotSimulator.builder()
                .gitHubAddress(new InetSocketAddress(host, port(environment, "SIMULATOR_GITHUB_PORT")))
                .copilotAddress(new InetSocketAddress(host, port(environment, "SIMULATOR_COPILOT_PORT")));
        if (environment.containsKey("SIMULATOR_COPILOT_URL")) {
            builder.copilotUrl(URI.create(environment.get("SIMULATOR_COPILOT_URL")));
        }
        CopilotSimulator simulator = builder.start();
        if (environment.containsKey("SIMULATOR_TOKEN")) {
            simulator.addGitHubToken(environment.get("SIMULATOR_TOKEN"));
        }
        System.out.println("GITHUB " + simulator.githubUrl());
        System.out.println("COPILOT " + simulator.copilotApiUrl());
        // All its threads are daemons.
        Thread.currentThread().join();
    }

    private static int port(Map<String, String> environment, String name) {
        return Integer.parseInt(environment.getOrDefault(name, "0"));
    }
}
