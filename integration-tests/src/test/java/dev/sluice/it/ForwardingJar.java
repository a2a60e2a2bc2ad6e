package dev.sluice.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    private ForwardingJar() {}

    /** Makes the JAR of a provider in a home folder. */
    static void drop(Path home, Path work, String id) throws IOException {
        Path providers = Files.createDirectories(home.resolve("providers"));
        new FactoryJar(work, id, "ForwardingFactory", FACTORY.formatted(id)).modular(providers.resolve(id + ".jar"));
    }
}
