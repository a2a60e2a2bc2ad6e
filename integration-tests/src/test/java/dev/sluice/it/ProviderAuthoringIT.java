package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.ProviderHarness;
import dev.sluice.provider.testkit.SimulatedUpstream;
import dev.sluice.provider.testkit.openai.ChatUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider at the end of {@code docs/provider-authoring.md}, made of that page's own text. */
final class ProviderAuthoringIT {
    private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
    private static final Pattern FILE = Pattern.compile("`(src/[^`]+)`\n\n```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path work;

    @Test
    void compilesIsDroppedInAndAnswers() throws Exception {
        Path jar = jar(compiled(program()));
        Path home = Files.createDirectories(work.resolve("home"));
        Files.copy(jar, Files.createDirectories(home.resolve("providers")).resolve("acme.jar"));
        try (SimulatedUpstream upstream = SimulatedUpstream.start(new ChatUpstream("sk-synthetic", "large"))) {
            Files.writeString(
                    home.resolve(".env"), "ACME_API_KEY=sk-synthetic\nACME_BASE_URL=" + upstream.uri() + "\n");
            try (RunningGateway gateway = RunningGateway.start(home, Map.of("COPILOT_ENABLED", "false"))) {
                assertThat(ClientSocket.ask(gateway.url(), ClientSocket.get("/v1/models")))
                        .contains("\"acme-large\"", "\"acme-small\"");
                assertThat(chat(gateway, "acme/large"))
                        .startsWith("HTTP/1.1 200")
                        .contains("\"chat.completion\"");
                assertThat(gateway.output()).noneMatch(line -> line.contains("sk-synthetic"));
            }
        }
    }

    @Test
    void runsUnderTwoNamesAndUsesAChangedKeyAtOnce() throws Exception {
        Path home = Files.createDirectories(work.resolve("home"));
        Files.copy(
                jar(compiled(program())),
                Files.createDirectories(home.resolve("providers")).resolve("acme.jar"));
        try (SimulatedUpstream first = SimulatedUpstream.start(new ChatUpstream("sk-first", "large"));
                SimulatedUpstream lab = SimulatedUpstream.start(new ChatUpstream("sk-lab", "large"))) {
            Files.writeString(
                    home.resolve("application.yaml"),
                    "providers:\n  acme:\n    base-url: " + first.uri()
                            + "\n  lab:\n    type: acme\n    models: [large]\n    base-url: " + lab.uri() + "\n");
            Files.writeString(home.resolve(".env"), "ACME_API_KEY=sk-old\nLAB_API_KEY=sk-lab\n");
            try (RunningGateway gateway = RunningGateway.start(home, Map.of("COPILOT_ENABLED", "false"))) {
                assertThat(chat(gateway, "lab-large")).startsWith("HTTP/1.1 200");
                assertThat(chat(gateway, "acme-large")).startsWith("HTTP/1.1 401");

                Files.writeString(home.resolve(".env"), "ACME_API_KEY=sk-first\nLAB_API_KEY=sk-lab\n");

                assertThat(chat(gateway, "acme-large")).startsWith("HTTP/1.1 200");
                assertThat(lab.requests().all()).hasSize(1);
            }
        }
    }

    @Test
    void runsInTheHarnessFromItsJar() throws Exception {
        try (ProviderHarness harness = ProviderHarness.ofJar(jar(compiled(program())))
                .setting("models", "one")
                .start()) {
            assertThat(harness.provider().models()).singleElement().hasToString("Model[one]");
        }
    }

    @Test
    void isShorterThanAHundredLines() throws IOException {
        assertThat(program().values().stream().flatMap(String::lines).filter(line -> !line.isBlank()))
                .hasSizeLessThan(100);
    }

    @Test
    void isWhatNewProvidersAreMadeOf() throws IOException {
        Map<String, String> files = files();
        assertThat(files).hasSize(4);
        for (Map.Entry<String, String> file : files.entrySet()) {
            String name = file.getKey().substring(file.getKey().lastIndexOf('/') + 1);
            assertThat(file.getValue())
                    .as(file.getKey())
                    .isEqualTo(Files.readString(
                            ROOT.resolve("scripts/new-provider").resolve(name)));
        }
    }

    private static String chat(RunningGateway gateway, String model) throws IOException {
        String body = ClientSocket.CHAT.replace("copilot-gpt-4o", model);
        return ClientSocket.ask(gateway.url(), ClientSocket.post("/v1/chat/completions", body));
    }

    private static Map<String, String> program() throws IOException {
        return files().entrySet().stream()
                .filter(file -> file.getKey().startsWith("src/main/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> files() throws IOException {
        Matcher file = FILE.matcher(Files.readString(ROOT.resolve("docs/provider-authoring.md")));
        Map<String, String> found = new TreeMap<>();
        while (file.find()) {
            found.put(file.group(1), file.group(2));
        }
        return found;
    }

    private Path compiled(Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "--module-path", lib()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("javac").isZero();
        return classes;
    }

    private static String lib() {
        return Path.of(System.getProperty("sluice.distribution"), "lib").toString();
    }

    private Path jar(Path classes) throws IOException {
        Path jar = work.resolve("acme.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }
}
