package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A provider as somebody else builds it, against nothing but the provider API's JAR. */
final class DropInJar {
    static final String SERVICES = "META-INF/services/dev.sluice.provider.ProviderFactory";

    private static final String FACTORY = """
            package com.example.%1$s;

            import dev.sluice.provider.*;
            import java.nio.charset.StandardCharsets;
            import java.util.*;

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
                            %2$s
                            return List.of(Model.builder("parrot").owner("example").build());
                        }

                        @Override
                        public Reply send(ProviderRequest request) {
                            %3$s
                            return request.streaming() ? streamed("%4$s") : whole("%4$s");
                        }

                        @Override
                        public void close() {}
                    };
                }

                static void hang() {
                    while (true) {
                        try {
                            new java.util.concurrent.CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            // That is what makes it hang.
                        }
                    }
                }

                static Reply whole(String text) {
                    String body = "{\\"id\\":\\"1\\",\\"object\\":\\"chat.completion\\",\\"created\\":1,"
                            + "\\"model\\":\\"parrot\\",\\"choices\\":[{\\"index\\":0,\\"finish_reason\\":\\"stop\\","
                            + "\\"message\\":{\\"role\\":\\"assistant\\",\\"content\\":\\"" + text + "\\"}}]}";
                    return Reply.Complete.of(Headers.empty(), body.getBytes(StandardCharsets.UTF_8));
                }

                static Reply streamed(String text) {
                    String head = "{\\"id\\":\\"1\\",\\"object\\":\\"chat.completion.chunk\\",\\"created\\":1,"
                            + "\\"model\\":\\"parrot\\",\\"choices\\":[{\\"index\\":0,";
                    Iterator<String> events = List.of(
                                    head + "\\"finish_reason\\":null,\\"delta\\":{\\"content\\":\\"" + text + "\\"}}]}",
                                    head + "\\"finish_reason\\":\\"stop\\",\\"delta\\":{}}]}",
                                    "[DONE]")
                            .iterator();
                    return new Reply.Streaming(Headers.empty(), new EventStream() {
                        @Override
                        public ServerSentEvent next() {
                            return events.hasNext()
                                    ? ServerSentEvent.of(events.next().getBytes(StandardCharsets.UTF_8))
                                    : null;
                        }

                        @Override
                        public void close() {}
                    });
                }
            }
            """;
    private static final String MODULE = """
            module com.example.%1$s {
                requires dev.sluice.provider;
                provides dev.sluice.provider.ProviderFactory with com.example.%1$s.EchoFactory;
            }
            """;

    private final Path work;
    private final String id;
    private String models = "";
    private String send = "";
    private String says;

    /** Of one model, {@code parrot}, that says {@code <id> squawks}. */
    DropInJar(Path work, String id) {
        this.work = work;
        this.id = id;
        this.says = id + " squawks";
    }

    /** Lets the model say something else. */
    DropInJar saying(String text) {
        says = text;
        return this;
    }

    /** Runs a statement before models are listed; {@code hang();} never returns. */
    DropInJar beforeListing(String statement) {
        models = statement;
        return this;
    }

    /** Runs a statement before each reply. */
    DropInJar beforeReplying(String statement) {
        send = statement;
        return this;
    }

    Path modular(Path jar) throws IOException {
        return pack(compiled(true), jar, Map.of());
    }

    Path plain(Path jar) throws IOException {
        return pack(compiled(false), jar, Map.of(SERVICES, "com.example." + id + ".EchoFactory\n"));
    }

    private Path compiled(boolean module) throws IOException {
        Path build = Files.createTempDirectory(work, id);
        Path classes = Files.createDirectory(build.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-Xlint:none", "-d", classes.toString()));
        arguments.addAll(List.of(module ? "--module-path" : "--class-path", api().toString()));
        arguments.add(write(build.resolve("EchoFactory.java"), FACTORY.formatted(id, models, send, says)));
        if (module) {
            arguments.add(write(build.resolve("module-info.java"), MODULE.formatted(id)));
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

    /** Packs classes and texts into a JAR. */
    static Path pack(Path classes, Path jar, Map<String, String> texts) throws IOException {
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
        return jar;
    }
}
