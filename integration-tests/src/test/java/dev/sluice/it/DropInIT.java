package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that somebody else has built, against nothing but the provider API's JAR, dropped into the folder. */
final class DropInIT {
    private static final String FACTORY = """
            package com.example.%1$s;

            import dev.sluice.provider.*;
            import java.nio.charset.StandardCharsets;
            import java.util.List;

            public final class EchoFactory implements ProviderFactory {
                @Override
                public String id() {
                    return "%1$s";
                }

                @Override
                public Provider create(ProviderContext context) {
                    return new Provider() {
                        @Override
                        public List<Model> models() {
                            return List.of(Model.builder("parrot").owner("example").build());
                        }

                        @Override
                        public Reply send(ProviderRequest request) {
                            String body = "{\\"id\\":\\"1\\",\\"object\\":\\"chat.completion\\",\\"created\\":1,"
                                    + "\\"model\\":\\"parrot\\",\\"choices\\":[{\\"index\\":0,\\"finish_reason\\":\\"stop\\","
                                    + "\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":\\"%1$s squawks\\"}}]}";
                            return Reply.Complete.of(Headers.empty(), body.getBytes(StandardCharsets.UTF_8));
                        }

                        @Override
                        public void close() {}
                    };
                }
            }
            """;
    private static final String MODULE = """
            module com.example.%1$s {
                requires dev.sluice.provider;
                provides dev.sluice.provider.ProviderFactory with com.example.%1$s.EchoFactory;
            }
            """;

    @TempDir
    private static Path home;

    @TempDir
    private static Path work;

    private static CopilotSimulator simulator;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        Path providers = Files.createDirectories(home.resolve("providers"));
        jar(compiled("echo", true), providers.resolve("echo.jar"), Map.of());
        jar(
                compiled("foldered", true),
                Files.createDirectories(providers.resolve("foldered")).resolve("f.jar"),
                Map.of());
        jar(
                compiled("plain", false),
                providers.resolve("plain.jar"),
                Map.of("META-INF/services/dev.sluice.provider.ProviderFactory", "com.example.plain.EchoFactory\n"));
        Files.writeString(providers.resolve("broken.jar"), "this is no archive");
        jar(
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

    private static String chat(String model) throws IOException {
        String body = ClientSocket.CHAT.replace("copilot-gpt-4o", model);
        return ClientSocket.ask(gateway.url(), ClientSocket.post("/v1/chat/completions", body));
    }

    private static Path compiled(String name, boolean module) throws IOException {
        Path sources = Files.createDirectories(work.resolve(name + "/src"));
        Path classes = Files.createDirectories(work.resolve(name + "/classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
        arguments.addAll(List.of(module ? "--module-path" : "--class-path", api().toString()));
        arguments.add(write(sources.resolve("EchoFactory.java"), FACTORY.formatted(name)));
        if (module) {
            arguments.add(write(sources.resolve("module-info.java"), MODULE.formatted(name)));
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("javac").isZero();
        return classes;
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    private static Path api() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("sluice.distribution"), "lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("provider-api-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void jar(Path classes, Path jar, Map<String, String> texts) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                out.putNextEntry(new JarEntry(text.getKey()));
                out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
