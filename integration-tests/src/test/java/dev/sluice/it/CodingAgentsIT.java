package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.http.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The coding agents of {@code docs/clients.md} as it says, each with one loop: the model calls a tool, and is told. */
@NeedsNode
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CodingAgentsIT {
    private static final ClientsPage PAGE = new ClientsPage();

    /** How to ask so that the simulated model takes the agent's tool for files, or else the one for commands. */
    private static final Map<String, String> TASKS = Map.of(
            "@openai/codex", "Execute the command `cat %s` and tell what it says",
            "@github/copilot", "View %s and tell what it says");

    private static final String TASK = "Read the file %s and tell what it says";

    /** The two that call their makers all the same, as the page says. */
    private static final Map<String, Pattern> CALLERS = Map.of(
            "opencode-ai", Pattern.compile("GET /@opencode-ai.*"),
            "@continuedev/cli", Pattern.compile("CONNECT api\\.continue\\.dev:443.*"));

    private static final String COUNT = " path=/v1/messages/count_tokens ";
    private static final String RESPONSES = " path=/v1/responses ";
    private static final Pattern NOBODY = Pattern.compile("(?!)");

    private static SignedInGateway sluice;
    private static OutsideWorld outside;

    @TempDir
    private Path home;

    @BeforeAll
    static void start(@TempDir Path folder) {
        outside = new OutsideWorld();
        sluice = SignedInGateway.start(folder, Map.of());
    }

    @AfterAll
    static void stop() throws IOException {
        sluice.close();
        outside.close();
    }

    static Stream<ClientsPage.Trial> trials() {
        return PAGE.trials().stream();
    }

    @ParameterizedTest
    @MethodSource("trials")
    void answersWithWhatTheFileSays(ClientsPage.Trial trial) throws Exception {
        sluice.reset();
        int logged = sluice.gateway().output().size();
        int asked = outside.asked().size();
        CodingAgent agent = CodingAgent.in(home);
        String said = "The harbour bell rings at " + System.nanoTime() + ".";
        Path file = Files.writeString(agent.work().resolve("bell.txt"), said + "\n");

        CommandLine.Outcome outcome =
                run(agent, trial, TASKS.getOrDefault(trial.npm(), TASK).formatted(file));

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(outcome.output().lines())
                .as(outcome.output())
                .anySatisfy(
                        line -> assertThat(line).contains("The tool answered").contains(said));
        assertThat(whereTheModelWasTold(said)).containsExactly(upstreamPath(trial));
        assertThat(log(logged, " status=")).allMatch(line -> line.contains(" status=200 "));
        assertThat(outside.asked().stream().skip(asked))
                .allMatch(request -> CALLERS.getOrDefault(trial.npm(), NOBODY)
                        .matcher(request)
                        .matches());
        disconnect(agent, PAGE.section(trial.client()));
    }

    @Test
    void countsAtOnceWhatClaudeCodeAsksAtOnce() throws Exception {
        int logged = sluice.gateway().output().size();

        CommandLine.Outcome outcome = run(CodingAgent.in(home), trial("Claude Code"), "/context");

        assertThat(outcome.output()).contains("Estimated usage by category");
        Eventually.holds(
                "the lines of more than 20 counts", () -> log(logged, COUNT).size() > 20);
        assertThat(log(logged, COUNT)).allMatch(line -> line.contains(" status=200 "));
    }

    @Test
    void refusesCodexItsWebSocketOnce() throws Exception {
        int logged = sluice.gateway().output().size();
        ClientsPage.Trial codex = trial("Codex");
        CodingAgent agent = CodingAgent.in(home);
        setUp(agent, codex);
        Path settings = home.resolve(connectedFile(PAGE.section("Codex")));
        Files.writeString(settings, "supports_websockets = true\n", StandardOpenOption.APPEND);

        CommandLine.Outcome outcome = agent.type(commands(codex), environment("Say something"));

        assertThat(outcome.status()).as(outcome.output()).isZero();
        Eventually.holds("the line of the answer", () -> log(logged, RESPONSES).size() > 1);
        assertThat(log(logged, RESPONSES))
                .extracting(line -> line.replaceFirst(".* (method=\\w+) .* (status=\\d+) .*", "$1 $2"))
                .startsWith("method=GET status=426", "method=POST status=200")
                .containsOnlyOnce("method=GET status=426");
    }

    @Test
    void theTableNamesTheVersionsThatRun() throws IOException {
        String installed = Files.readString(
                Path.of(System.getProperty("sluice.root"), "integration-tests/src/test/node/agents/package.json"));
        assertThat(PAGE.trials())
                .hasSizeGreaterThan(20)
                .allSatisfy(trial ->
                        assertThat(installed).contains("\"" + trial.npm() + "\": \"" + trial.version() + "\""));
    }

    private static ClientsPage.Trial trial(String client) {
        return PAGE.trials().stream()
                .filter(trial -> trial.client().equals(client))
                .findFirst()
                .orElseThrow();
    }

    private static CommandLine.Outcome run(CodingAgent agent, ClientsPage.Trial trial, String task) throws IOException {
        setUp(agent, trial);
        return agent.type(commands(trial), environment(task));
    }

    private static Map<String, String> environment(String task) {
        Map<String, String> environment = new HashMap<>(outside.environment());
        environment.put("TASK", task);
        return environment;
    }

    /** Puts down the page's other files, and connects it beside them. */
    private static void setUp(CodingAgent agent, ClientsPage.Trial trial) throws IOException {
        ClientsPage.Section section = PAGE.section(trial.client());
        List<ClientsPage.Block> files = section.files();
        for (ClientsPage.Block file : section.connect().isPresent() ? files.subList(1, files.size()) : files) {
            agent.put(file.file(), asTried(file.text(), trial));
        }
        if (section.connect().isPresent()) {
            String port = Integer.toString(sluice.gateway().url().getPort());
            connect(agent, section, "-p", port, "--model", trial.model(), "--write");
            assertThat(gist(Files.readString(agent.home().resolve(connectedFile(section)))))
                    .isEqualTo(gist(asTried(files.getFirst().text(), trial)));
        }
    }

    /** Takes the set-up out again; before it, there was no such file. */
    private static void disconnect(CodingAgent agent, ClientsPage.Section section) throws IOException {
        if (section.connect().isPresent()) {
            connect(agent, section, "--remove");
            Path file = agent.home().resolve(connectedFile(section));
            try (Stream<Path> left = Files.list(file.getParent())) {
                assertThat(left)
                        .noneMatch(each -> each.getFileName()
                                .toString()
                                .startsWith(file.getFileName().toString()));
            }
        }
    }

    private static String connectedFile(ClientsPage.Section section) {
        return section.files().getFirst().file();
    }

    private static void connect(CodingAgent agent, ClientsPage.Section section, String... options) throws IOException {
        List<String> all =
                new ArrayList<>(List.of(section.connect().orElseThrow().split(" ")));
        all.addAll(List.of(options));
        CommandLine.Outcome outcome = agent.connect(all);
        assertThat(outcome.status()).as(outcome.output()).isZero();
    }

    private static String commands(ClientsPage.Trial trial) {
        return PAGE.section(trial.client()).commands().stream()
                .map(block -> asTried(block.text(), trial))
                .collect(Collectors.joining());
    }

    /** The page's text with this gateway's address and this trial's model. */
    private static String asTried(String text, ClientsPage.Trial trial) {
        return text.replace("127.0.0.1:4000", sluice.gateway().url().getAuthority())
                .replaceAll("copilot-(gpt|claude|gemini)-[a-z0-9.-]+", trial.model());
    }

    /** Without comments, and without the one value that the sections over other APIs replace. */
    private static List<String> gist(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#") && !line.startsWith("\"npm\":"))
                .toList();
    }

    private static List<String> log(int from, String text) {
        return sluice.gateway().output().stream()
                .skip(from)
                .filter(line -> line.contains(" status=") && line.contains(text))
                .toList();
    }

    private static List<String> whereTheModelWasTold(String said) {
        return sluice.simulator().requests().all().stream()
                .filter(request -> new String(request.request().body(), StandardCharsets.UTF_8).contains(said))
                .map(RecordedRequest::path)
                .distinct()
                .toList();
    }

    private static String upstreamPath(ClientsPage.Trial trial) {
        return Stream.of(Upstream.values())
                .filter(upstream -> upstream.model().equals(trial.model()))
                .map(Upstream::path)
                .findFirst()
                .orElse(Upstream.CHAT.path());
    }
}
