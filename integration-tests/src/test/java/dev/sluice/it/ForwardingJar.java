package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Drop-in providers, each with a model {@code echo} that is asked for over HTTP, at the address in its setting. */
final class ForwardingJar {
    private static final String FACTORY = """
            package com.example.%1$s;

            import dev.sluice.provider.*;
            import java.net.URI;
            import java.util.List;

            public final class ForwardingFactory implements ProviderFactory {
                private static final Setting<URI> URL =
                        Setting.url("url", URI.create("http://127.0.0.1:9"), "The upstream.");

                @Override
                public String id() {
                    return "%1$s";
                }

                @Override
                public List<Setting<?>> settings() {
                    return List.of(URL);
                }

                @Override
                public Provider create(ProviderContext context) {
                    URI url = context.settings().get(URL).resolve("/chat/completions");
                    return new Provider() {
                        @Override
                        public List<Model> models() {
                            return List.of(Model.builder("echo").owner("example").build());
                        }

                        @Override
                        public Reply send(ProviderRequest request) {
                            Headers headers = Headers.builder().set("content-type", "application/json").build();
                            UpstreamResponse response = context.http()
                                    .send(UpstreamRequest.post(url, headers, request.body(), request.deadlines()));
                            if (response.status() != 200) {
                                response.close();
                                throw ProviderException.builder(kind(response.status()), "%1$s says " + response.status())
                                        .upstreamStatus(response.status())
                                        .build();
                            }
                            return request.streaming()
                                    ? new Reply.Streaming(Headers.empty(), response.events())
                                    : Reply.Complete.of(Headers.empty(), response.bytes(1 << 20));
                        }

                        @Override
                        public void close() {}
                    };
                }

                private static ErrorKind kind(int status) {
                    return switch (status) {
                        case 400 -> ErrorKind.INVALID_REQUEST;
                        case 401 -> ErrorKind.SIGN_IN_REQUIRED;
                        case 429 -> ErrorKind.RATE_LIMITED;
                        default -> ErrorKind.UPSTREAM_UNAVAILABLE;
                    };
                }
            }
            """;
    private static final String MODULE = """
            module com.example.%1$s {
                requires dev.sluice.provider;
                provides dev.sluice.provider.ProviderFactory with com.example.%1$s.ForwardingFactory;
            }
            """;

    private ForwardingJar() {}

    /** Makes the JAR of a provider in a home folder. */
    static void drop(Path home, Path work, String id) throws IOException {
        Path sources = Files.createDirectories(work.resolve(id + "/src"));
        Path classes = Files.createDirectories(work.resolve(id + "/classes"));
        Files.writeString(sources.resolve("ForwardingFactory.java"), FACTORY.formatted(id));
        Files.writeString(sources.resolve("module-info.java"), MODULE.formatted(id));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "--module-path",
                        api().toString(),
                        sources.resolve("ForwardingFactory.java").toString(),
                        sources.resolve("module-info.java").toString());
        assertThat(status).as("javac").isZero();
        Path providers = Files.createDirectories(home.resolve("providers"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(providers.resolve(id + ".jar")));
                Stream<Path> files = Files.walk(classes)) {
            List<Path> compiled =
                    files.filter(each -> each.toString().endsWith(".class")).toList();
            for (Path file : compiled) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
    }

    private static Path api() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("sluice.distribution"), "lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("provider-api-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
