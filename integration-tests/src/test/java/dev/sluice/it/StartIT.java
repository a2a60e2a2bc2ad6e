package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.RecordedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer's first start: the code on the console, the login, a chat, and no secret where none belongs. */
final class StartIT {
    private static final Pattern CODE = Pattern.compile("Enter code: (\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void showsTheCodeAndWorksOnceItIsApproved() throws Exception {
        try (CopilotSimulator simulator = CopilotSimulator.builder()
                        .pollInterval(Duration.ofSeconds(1))
                        .start();
                RestartScript script = new RestartScript(folder).with(simulator)) {
            RestartScript.Result started = script.run("-d");
            Matcher code = CODE.matcher(started.output());
            assertThat(code.find()).as(started.output()).isTrue();
            assertThat(started.output())
                    .contains("GITHUB COPILOT AUTHENTICATION")
                    .contains("Please visit: " + simulator.githubUrl() + "/login/device")
                    .contains("Waiting for authorization...")
                    .contains("Sluice is up: " + script.url());
            assertThat(chat(script)).startsWith("401").contains(code.group(1), "copilot_sign_in_required");

            simulator.approve(code.group(1));
            simulator.requests().awaitRequest(CopilotSimulator.EXCHANGE, PATIENCE);
            awaitReady(script);

            assertThat(chat(script)).startsWith("200").contains("You wrote");
            assertThat(script.run("-c").status()).isZero();
            assertThat(chatAfterARefusedToken(simulator, script)).startsWith("200");
            script.run("-s");
            assertThat(filesWithSecrets(script.home(), secrets(simulator)))
                    .containsExactlyInAnyOrder(".env", ".cache/githubcopilot-token.json");
        }
    }

    private String chatAfterARefusedToken(CopilotSimulator simulator, RestartScript script) throws Exception {
        simulator.revokeCopilotTokens();
        return chat(script);
    }

    private void awaitReady(RestartScript script) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (get(script.url() + "/ready") != 200) {
            assertThat(System.nanoTime()).as("not ready in time").isLessThan(end);
        }
    }

    private int get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private String chat(RestartScript script) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(script.url() + "/v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"copilot-gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
                .build();
        var reply = http.send(request, BodyHandlers.ofString());
        return reply.statusCode() + " " + reply.body();
    }

    /** What the gateway has shown to GitHub and Copilot. */
    private static Set<String> secrets(CopilotSimulator simulator) {
        Set<String> secrets = new TreeSet<>();
        for (RecordedRequest request : simulator.requests().all()) {
            request.header("authorization").ifPresent(value -> secrets.add(value.substring(value.indexOf(' ') + 1)));
        }
        assertThat(secrets).hasSizeGreaterThan(2);
        return secrets;
    }

    private static List<String> filesWithSecrets(Path home, Set<String> secrets) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (secrets.stream().anyMatch(text::contains)) {
                    found.add(home.relativize(file).toString());
                }
            }
        }
        return found;
    }
}
