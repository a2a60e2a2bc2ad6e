package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that somebody else has built, against nothing but the provider API's JAR, dropped into the folder. */
final class DropInIT {
    @TempDir
    private static Path home;

    @TempDir
    private static Path work;

    private static CopilotSimulator simulator;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        Path providers = Files.createDirectories(home.resolve("providers"));
        new DropInJar(work, "echo").modular(providers.resolve("echo.jar"));
        Path folder = Files.createDirectories(providers.resolve("foldered"));
        new DropInJar(work, "foldered").modular(folder.resolve("f.jar"));
        new DropInJar(work, "plain").plain(providers.resolve("plain.jar"));
        Files.writeString(providers.resolve("broken.jar"), "this is no archive");
        FactoryJar.pack(
                Files.createDirectories(work.resolve("nothing")),
                providers.resolve("empty.jar"),
                Map.of("README", "no provider"));
        Files.writeString(providers.resolve("notes.txt"), "no JAR, and no concern of anybody");
        simulator = CopilotSimulator.start();
        simulator.addGitHubToken("ghu_synthetic");
        gateway = RunningGateway.start(home, simulator, Map.of("GITHUB_COPILOT_TOKEN", "ghu_synthetic"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        simulator.close();
    }

    @Test
    void offersTheirModelsBesideItsOwn() throws Exception {
        assertThat(ClientSocket.ask(gateway.url(), ClientSocket.get("/v1/models")))
                .contains("\"echo-parrot\"", "\"foldered-parrot\"", "\"plain-parrot\"", "\"copilot-gpt-4o\"");
    }

    @Test
    void callsTheirModels() throws Exception {
        for (String id : List.of("echo", "foldered", "plain")) {
            assertThat(chat(id + "-parrot"))
                    .startsWith("HTTP/1.1 200")
                    .contains(id + " squawks", "\"model\":\"" + id + "-parrot\"");
        }
        assertThat(chat("copilot-gpt-4o")).startsWith("HTTP/1.1 200");
    }

    @Test
    void namesJarsThatAreNoProviders() throws Exception {
        String ready = ClientSocket.ask(gateway.url(), ClientSocket.get("/ready"));

        assertThat(ready).startsWith("HTTP/1.1 200").contains("\"id\":\"echo\"", "\"id\":\"plain\"");
        for (String name : List.of("providers/broken.jar", "providers/empty.jar")) {
            assertThat(ready).contains(name);
            assertThat(gateway.output()).anyMatch(line -> line.contains("WARN") && line.contains(name));
        }
        assertThat(ready).doesNotContain("notes.txt", "providers/echo.jar", "providers/plain.jar");
    }

    @Test
    void warnsOfAJarThatIsNoModule() {
        assertThat(gateway.output())
                .anyMatch(line -> line.contains("WARN") && line.contains("plain.jar") && line.contains("plain JAR"));
    }

    @Test
    void tellsAdministratorsAboutEachOfThem() throws Exception {
        String listing = ClientSocket.ask(gateway.url(), ClientSocket.get("/admin/providers"));

        assertThat(listing)
                .startsWith("HTTP/1.1 200")
                .contains("{\"id\":\"echo\",\"source\":\"providers/echo.jar\",\"dropped_in\":true,")
                .containsPattern("\"id\":\"copilot\",\"source\":\"module dev.sluice.provider.copilot@[0-9.]+\"")
                .containsPattern("\"id\":\"echo\"[^}]*\"spi_version\":\"[0-9.]+\",\"state\":\"running\"")
                .contains("{\"source\":\"providers/empty.jar\",\"message\":\"it provides no ");
    }

    private static String chat(String model) throws IOException {
        String body = ClientSocket.CHAT.replace("copilot-gpt-4o", model);
        return ClientSocket.ask(gateway.url(), ClientSocket.post("/v1/chat/completions", body));
    }
}
