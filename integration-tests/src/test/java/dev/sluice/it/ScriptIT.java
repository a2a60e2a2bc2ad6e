package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Stall;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a gateway as its script leads it. */
final class ScriptIT {
    private static CopilotSimulator simulator;

    @TempDir
    private Path folder;

    private RestartScript script;

    @BeforeAll
    static void startSimulator() {
        simulator = CopilotSimulator.start();
        simulator.addGitHubToken("ghu_synthetic");
    }

    @AfterAll
    static void stopSimulator() {
        simulator.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        script = new RestartScript(folder).with(simulator).with("GITHUB_COPILOT_TOKEN", "ghu_synthetic");
    }

    @AfterEach
    void endGateways() throws IOException {
        script.close();
    }

    @Test
    void startsAndStartsAgainAndStops() throws Exception {
        assertThat(script.run("-c")).isEqualTo(new RestartScript.Result(1, "Sluice is down.\n"));
        assertThat(script.home()).as("a check makes nothing").doesNotExist();

        RestartScript.Result started = script.run();
        ProcessHandle first = script.running();
        assertThat(started.status()).isZero();
        assertThat(started.lines())
                .contains("Sluice is up: %s/v1 (pid %d)".formatted(script.url(), first.pid()))
                .anyMatch(line -> line.startsWith("Log:") && line.endsWith("/my home's folder/logs/server.log"));
        assertThat(script.run("-c").output())
                .isEqualTo("Sluice is up: %s/v1 (pid %d)\n".formatted(script.url(), first.pid()));
        assertThat(script.runWith("-c").status()).isZero();

        assertThat(script.run().status()).isZero();
        awaitEnd(first);
        assertThat(script.running().pid()).isNotEqualTo(first.pid());
        assertThat(script.run("-c").status()).isZero();

        ProcessHandle second = script.running();
        assertThat(script.run("-s").status()).isZero();
        awaitEnd(second);
        assertThat(script.home().resolve("server.pid")).doesNotExist();
        assertThat(script.run("-c").status()).isEqualTo(1);
        assertThat(script.run("-s")).isEqualTo(new RestartScript.Result(0, "Sluice is not running.\n"));
    }

    @Test
    void waitsForRunningRequestsAsLongAsTheGatewayDoes() throws Exception {
        script.with("SLUICE_SERVER_DRAIN_TIMEOUT", "PT1M15S");
        script.run();
        ProcessHandle stopped = script.running();
        Stall stall = Stall.untilReleased();
        simulator.faults().next("/chat/completions", Fault.stallingAfterParts(3, stall));
        try (ClientSocket client = new ClientSocket(URI.create(script.url()))) {
            client.send(ClientSocket.post("/v1/chat/completions", ClientSocket.STREAM));
            assertThat(stall.awaitReached(Duration.ofSeconds(30))).isTrue();

            Process stopping = script.launch("-s");
            BufferedReader said = stopping.inputReader(StandardCharsets.UTF_8);
            assertThat(said.readLine()).isEqualTo("Stopping Sluice (pid " + stopped.pid() + ").");
            assertThat(said.readLine()).isEqualTo("Requests that are running get up to 75 seconds.");
            stall.release();
            assertThat(client.reply()).contains("data: [DONE]");
            assertThat(said.lines()).containsExactly("Stopped.");
        } finally {
            simulator.faults().clear();
        }
    }

    @Test
    void backsUpTheLog() throws Exception {
        script.run();
        String old = script.log();

        assertThat(script.run("-b").status()).isZero();

        try (Stream<Path> logs = Files.list(script.home().resolve("logs"))) {
            List<Path> backups = logs.filter(
                            file -> file.getFileName().toString().startsWith("server.log."))
                    .toList();
            assertThat(backups).hasSize(1);
            assertThat(Files.readString(backups.getFirst())).startsWith(old);
        }
        assertThat(script.log()).containsOnlyOnce("is listening on");
    }

    @Test
    void startsAfterACrash() throws Exception {
        script.run();
        ProcessHandle crashed = script.running();
        crashed.destroyForcibly();
        awaitEnd(crashed);

        assertThat(script.run("-c").status()).isEqualTo(1);
        assertThat(script.run().status()).isZero();
        assertThat(script.running().pid()).isNotEqualTo(crashed.pid());
    }

    @Test
    void keepsAnInstanceOfItsOwnForAFurtherPort() throws Exception {
        script.run();
        String other = Integer.toString(RestartScript.freePort());

        assertThat(script.runWith("-p", other).status()).isZero();

        ProcessHandle first = script.running();
        assertThat(first.isAlive()).isTrue();
        assertThat(script.runWith("-c").output()).contains(script.url(), "pid " + first.pid());
        assertThat(script.runWith("-p", other, "-c").output()).contains(":" + other + "/v1");
        assertThat(script.runWith("-p", other, "-s").output()).endsWith("Stopped.\n");
        assertThat(first.isAlive()).isTrue();
        assertThat(script.run("-c").status()).isZero();
        assertThat(script.runWith("-p", other, "-c").status()).isEqualTo(1);
    }

    @Test
    void knowsItsHomeFolderByALinkToo() throws Exception {
        script.run();
        ProcessHandle first = script.running();
        Path link = Files.createSymbolicLink(folder.resolve("link"), script.home());

        assertThat(script.with("SLUICE_HOME", link.toString()).run().status()).isZero();

        awaitEnd(first);
        assertThat(script.running().isAlive()).isTrue();
    }

    @Test
    void runsInTheForegroundUntilItIsTold() throws Exception {
        Process foreground = script.launch("-p", Integer.toString(script.port()), "-f");
        StringBuilder output = new StringBuilder();
        try (var lines = foreground.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.contains("is listening on")) {
                    assertThat(script.run("-c").output()).contains(script.url(), "pid " + foreground.pid());
                    assertThat(script.running().pid()).isEqualTo(foreground.pid());
                    foreground.toHandle().destroy();
                }
            }
        }

        assertThat(output).contains("is listening on " + script.url());
        assertThat(foreground.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(foreground.exitValue()).isZero();
        assertThat(script.log()).contains("is listening on " + script.url());
    }

    @Test
    void findsItsJavaBehindAnOlderOne() throws Exception {
        Path older = Files.createDirectories(folder.resolve("jdk-17/bin"));
        Files.writeString(folder.resolve("jdk-17/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.writeString(older.resolve("java"), "#!/bin/sh\necho 'openjdk version \"17.0.1\"' >&2\nexit 1\n");
        assertThat(older.resolve("java").toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve(".jdks"));
        Files.createSymbolicLink(folder.resolve(".jdks/25"), Path.of(System.getProperty("java.home")));

        RestartScript.Result started = script.without("JAVA_HOME")
                .with("PATH", older + ":" + System.getenv("PATH"))
                .run();

        assertThat(started.output()).contains("Sluice is up: " + script.url());
    }

    @Test
    void stopsNobodyElseWhateverThePidFileSays() throws Exception {
        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            Files.createDirectories(script.home());
            Path pidFile = script.home().resolve("server.pid");
            Files.writeString(pidFile, Long.toString(other.pid()));
            assertThat(script.run("-c").status()).isEqualTo(1);
            assertThat(script.run("-s").output()).isEqualTo("Sluice is not running.\n");

            Files.writeString(pidFile, other.pid() + "\n");
            assertThat(script.run().status()).isZero();
            assertThat(script.running().pid()).isNotEqualTo(other.pid());

            for (String nonsense : List.of("", "\n", "-1", "0", "1 2", "*", "$(echo 1)", "99999999")) {
                Files.writeString(folder.resolve("nonsense"), nonsense);
                Path neighbour = Files.createDirectories(folder.resolve("neighbour"));
                Files.writeString(neighbour.resolve("server.pid"), nonsense);
                script.with("SLUICE_HOME", neighbour.toString());
                assertThat(script.run("-s").output()).isEqualTo("Sluice is not running.\n");
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void stopsNoGatewayOfAnotherHomeFolder() throws Exception {
        script.run();
        ProcessHandle running = script.running();
        Path neighbour = Files.createDirectories(script.home().resolveSibling("my home's"));
        Files.writeString(neighbour.resolve("server.pid"), Long.toString(running.pid()));

        assertThat(script.with("SLUICE_HOME", neighbour.toString()).run("-s").output())
                .isEqualTo("Sluice is not running.\n");

        assertThat(running.isAlive()).isTrue();
    }

    /** The script waits for the same, but what is left of a process may stay a moment longer. */
    private static void awaitEnd(ProcessHandle process) throws Exception {
        process.onExit().get(30, TimeUnit.SECONDS);
    }
}
