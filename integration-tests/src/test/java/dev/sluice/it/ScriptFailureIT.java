package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script says when it cannot do what it is asked. */
final class ScriptFailureIT {
    @TempDir
    private Path folder;

    private RestartScript script;

    @BeforeEach
    void prepare() throws IOException {
        // Nothing listens there: no test of these gets as far as GitHub, or it is meant to be out of reach.
        String nowhere = "http://127.0.0.1:" + RestartScript.freePort();
        script = new RestartScript(folder).with("COPILOT_GITHUB_URL", nowhere).with("COPILOT_GITHUB_API_URL", nowhere);
    }

    @AfterEach
    void endGateways() throws IOException {
        script.close();
    }

    @Test
    void explainsItself() throws Exception {
        RestartScript.Result help = script.runWith("-h");

        assertThat(help.status()).isZero();
        assertThat(help.output())
                .contains("-p PORT", "-c ", "-s ", "-f ", "-b ", "-d ", "--demo", "-h ", "SLUICE_HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "--prot=1", "start", "-p", "-p 0", "-p 65536", "-p 4k", "-p 99999999999999999999"})
    void refusesOptionsThatItDoesNotKnow(String options) throws Exception {
        RestartScript.Result refused = script.runWith(options.split(" ", -1));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.lines().getFirst()).matches("Unknown option: .*|-p needs a .*");
        assertThat(script.home()).doesNotExist();
    }

    @Test
    void leavesAProgramAloneThatHoldsThePort() throws Exception {
        try (ServerSocket other = new ServerSocket(script.port(), 5, InetAddress.getLoopbackAddress())) {
            RestartScript.Result refused = script.run("-d");

            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.lines()).hasSize(1);
            assertThat(script.log()).as("the log in detail").contains("DEBUG");
            assertThat(refused.output())
                    .startsWith("Sluice cannot start: it cannot listen on 127.0.0.1 port " + script.port());
            assertThat(script.home().resolve("server.pid")).doesNotExist();
            try (Socket client = new Socket(other.getInetAddress(), other.getLocalPort());
                    Socket accepted = other.accept()) {
                assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
            }
        }
    }

    @Test
    void namesEveryErrorOfTheConfiguration() throws Exception {
        Files.createDirectories(script.home());
        Files.writeString(script.home().resolve("application.yaml"), """
                server:
                  prt: 4
                  max-request-size: huge
                log:
                  level: loud
                deadlines:
                  idle: soon
                """);

        RestartScript.Result refused = script.run();

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.lines()).hasSize(1);
        assertThat(refused.output())
                .contains("4 errors", "server.prt", "did you mean server.port?", "server.max-request-size = huge")
                .contains("log.level = loud", "error, warn, info, debug", "deadlines.idle = soon");
    }

    @Test
    void saysWhereAFileIsNoYaml() throws Exception {
        Files.createDirectories(script.home());
        Files.writeString(script.home().resolve("application.yaml"), "server:\n  port: [4\n x");

        RestartScript.Result refused = script.run();

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.lines()).hasSize(1);
        assertThat(refused.output()).contains("application.yaml", "line 2");
    }

    @Test
    void saysThatAFileIsInTheHomeFoldersWay() throws Exception {
        Path file = Files.writeString(folder.resolve("a file"), "kept");

        for (Path home : new Path[] {file, file.resolve("home")}) {
            RestartScript.Result refused =
                    script.with("SLUICE_HOME", home.toString()).run();
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.lines()).hasSize(1);
            assertThat(refused.output()).contains(file + " is a file", "SLUICE_HOME");
            assertThat(script.run("-c").status()).isEqualTo(1);
            assertThat(script.run("-s").output()).isEqualTo("Sluice is not running.\n");
        }
        assertThat(file).hasContent("kept");
    }

    @ParameterizedTest
    @CsvSource({"logs,logs", "logs/server.log/file,logs/server.log", "server.pid/file,server.pid"})
    void saysWhatInTheHomeFolderCannotBeWritten(String inTheWay, String cause) throws Exception {
        Path path = script.home().resolve(inTheWay);
        Files.createDirectories(path.getParent());
        Files.createFile(path);

        RestartScript.Result refused = script.run();

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.lines()).hasSize(1);
        assertThat(refused.output())
                .startsWith("Sluice cannot write " + script.home().resolve(cause));
    }

    @Test
    void saysThatGitHubCannotBeReached() throws Exception {
        RestartScript.Result started = script.run();

        assertThat(started.status()).isZero();
        assertThat(started.output())
                .contains("It is not ready to serve yet:", "GitHub cannot be reached")
                .contains("Sluice is up: " + script.url());
    }

    @Test
    void saysWhyTheBuildFailed() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho '[INFO] noise'\necho '[ERROR] no such class'\nexit 1\n");
        assertThat(bin.resolve("mvn").toFile().setExecutable(true)).isTrue();
        Files.delete(script.root().resolve("distribution/target/sluice"));

        RestartScript.Result refused =
                script.with("PATH", bin + ":" + System.getenv("PATH")).run();

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output())
                .contains("[ERROR] no such class", script.home() + "/logs/build.log")
                .doesNotContain("noise");
    }
}
