package dev.sluice.demo;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.copilot.CopilotSimulatorBuilder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * Runs the simulated GitHub and Copilot by themselves, for a gateway in another process or container.
 *
 * <p>The environment says how: {@code SIMULATOR_HOST} (127.0.0.1), {@code SIMULATOR_GITHUB_PORT} and {@code
 * SIMULATOR_COPILOT_PORT} (any), {@code SIMULATOR_COPILOT_URL} (how the gateway reaches it, if otherwise),
 * {@code SIMULATOR_TOKEN} (a GitHub token that it knows).
 */
public final class SimulatorMain {
    private SimulatorMain() {}

    /**
     * Starts the simulator; it runs until the process is told to end.
     *
     * @param arguments none are understood
     * @throws InterruptedException never: nobody interrupts the main thread
     */
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
