package dev.sluice.it;

import java.io.IOException;
import java.nio.file.Path;

/** A provider as somebody else writes it, which answers by itself. */
final class DropInJar {
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
                        public Optional<SignIn> signIn() {
                            return %5$s;
                        }

                        @Override
                        public void close() {}
                    };
                }

                static SignIn signedOut() {
                    return new SignIn() {
                        @Override
                        public SignInStatus status() {
                            return new SignInStatus.SignedOut();
                        }

                        @Override
                        public SignInStatus start() {
                            return status();
                        }

                        @Override
                        public void cancel() {}
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
    private final Path work;
    private final String id;
    private String models = "";
    private String send = "";
    private String says;
    private String signIn = "Optional.empty()";

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

    /** Lets users sign in, which none ever does. */
    DropInJar signingIn() {
        signIn = "Optional.of(signedOut())";
        return this;
    }

    Path modular(Path jar) throws IOException {
        return sources().modular(jar);
    }

    Path plain(Path jar) throws IOException {
        return sources().plain(jar);
    }

    private FactoryJar sources() {
        return new FactoryJar(work, id, "EchoFactory", FACTORY.formatted(id, models, send, says, signIn));
    }
}
