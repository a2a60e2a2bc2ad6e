package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands of every document as they stand, page by page, in a checkout of its own and against a simulated
 * GitHub: each has to succeed. What no test can run says why in a comment above it. The commands of {@code clients.md}
 * are run by {@link CodingAgentsIT}.
 */
final class DocumentedCommandsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String CLIENTS = "docs/clients.md";
    /** Ends at the first command that fails, and lets curl fail where the status is an error. */
    private static final String STRICT = """
            set -euo pipefail
            curl() { command curl -fsS --max-time 60 "$@"; }
            """;

    @TempDir
    private Path folder;

    static List<String> pages() {
        return MarkdownPage.all().stream()
                .filter(page -> !page.name().equals(CLIENTS))
                .filter(page ->
                        page.commands().stream().anyMatch(each -> each.marker().isEmpty()))
                .map(MarkdownPage::name)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandSucceeds(String name) throws IOException, InterruptedException {
        try (CopilotSimulator simulator = CopilotSimulator.start();
                RestartScript script = new RestartScript(folder)) {
            simulator.addGitHubToken(SignedInGateway.TOKEN);
            Path checkout = script.root();
            Files.copy(JavaSources.ROOT.resolve("connect.sh"), checkout.resolve("connect.sh"));
            Files.writeString(checkout.resolve(".env"), "GITHUB_COPILOT_TOKEN=" + SignedInGateway.TOKEN + "\n");
            Map<String, String> environment = Map.of(
                    "HOME", folder.toString(),
                    "PORT", Integer.toString(script.port()),
                    "COPILOT_GITHUB_URL", simulator.githubUrl().toString(),
                    "COPILOT_GITHUB_API_URL", simulator.githubApiUrl().toString());
            try {
                assertThat(run(checkout, environment, "./restart_server.sh").status())
                        .isZero();
                for (MarkdownPage.Commands commands : page(name).commands()) {
                    if (commands.marker().isEmpty()) {
                        String here = commands.text().replace("localhost:4000", "localhost:" + script.port());
                        CommandLine.Outcome outcome = run(checkout, environment, here);
                        assertThat(outcome.status())
                                .as("%s, line %d: %s", name, commands.line(), outcome.output())
                                .isZero();
                    }
                }
            } finally {
                run(checkout, environment, "./restart_server.sh -s");
            }
        }
    }

    @Test
    void commandsOfClientsAreThoseThatAreTried() {
        Set<String> tried = new ClientsPage()
                .trials().stream().map(ClientsPage.Trial::client).collect(Collectors.toSet());
        assertThat(page(CLIENTS).commands())
                .hasSizeGreaterThan(8)
                .allSatisfy(commands -> assertThat(tried).contains(commands.section()));
    }

    private static MarkdownPage page(String name) {
        return MarkdownPage.all().stream()
                .filter(page -> page.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static CommandLine.Outcome run(Path folder, Map<String, String> environment, String commands) {
        return CommandLine.of("bash", "-c", STRICT + commands)
                .in(folder)
                .knowing(environment)
                .run(PATIENCE);
    }
}
