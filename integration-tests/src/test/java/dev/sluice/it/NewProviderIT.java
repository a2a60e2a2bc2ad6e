package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.openai.ChatUpstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code new-provider.sh} from its first line to a model that answers. */
final class NewProviderIT {
    private static final Path SCRIPT = Path.of(System.getProperty("sluice.root"), "new-provider.sh");

    @TempDir
    private Path work;

    @Test
    void makesAProjectThatBuildsAndServes() throws Exception {
        Path project = work.resolve("project");
        assertThat(run(work, SCRIPT.toString(), "nice-parrot", project.toString()))
                .contains("is the project of");

        String built = run(project, "mvn", "-B", "-ntp", "-o", "verify");

        assertThat(built).contains("BUILD SUCCESS").containsPattern("Tests run: [2-9]\\d, Failures: 0, Errors: 0");
        Path home = Files.createDirectories(work.resolve("home"));
        Files.copy(
                project.resolve("target/nice-parrot-0.1.0.jar"),
                Files.createDirectories(home.resolve("providers")).resolve("nice-parrot.jar"));
        try (SimulatedUpstream upstream = SimulatedUpstream.start(new ChatUpstream("sk-synthetic", "large"))) {
            Files.writeString(
                    home.resolve(".env"),
                    "NICE_PARROT_API_KEY=sk-synthetic\nNICE_PARROT_BASE_URL=" + upstream.uri() + "\n");
            try (RunningGateway gateway = RunningGateway.start(home, Map.of("COPILOT_ENABLED", "false"))) {
                String chat = ClientSocket.CHAT.replace("copilot-gpt-4o", "nice-parrot-large");
                assertThat(ClientSocket.ask(gateway.url(), ClientSocket.post("/v1/chat/completions", chat)))
                        .startsWith("HTTP/1.1 200")
                        .contains("\"chat.completion\"");
            }
        }
    }

    @Test
    void refusesNamesThatNoProviderCanHave() throws Exception {
        for (String name : List.of("Acme", "1st", "a_b", "-a", "a-", "")) {
            assertThat(run(work, SCRIPT.toString(), name, work.resolve("x").toString()))
                    .as(name)
                    .contains("lower-case letters, digits and dashes");
        }
        assertThat(work.resolve("x")).doesNotExist();
    }

    @Test
    void leavesWhatIsThereAlone() throws Exception {
        assertThat(run(work, SCRIPT.toString(), "acme", work.toString())).contains("exists already");
        assertThat(work).isEmptyDirectory();
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("MAVEN_OPTS");
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
