package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that come, change and go while the gateway runs. */
final class DropInReplacementIT {
    private static final int TIMES = 20;
    private static final int CLIENTS = 3;

    @TempDir
    private Path home;

    @TempDir
    private Path work;

    private Path providers;
    private RunningGateway gateway;
    private GatewayClient client;

    @BeforeEach
    void start() throws IOException {
        providers = Files.createDirectories(home.resolve("providers"));
        new DropInJar(work, "stable").modular(providers.resolve("stable.jar"));
        gateway = RunningGateway.start(home, Map.of("COPILOT_ENABLED", "false", "LOG_LEVEL", "warn"));
        client = new GatewayClient(gateway.url());
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void losesNoRequestWhileAJarIsReplacedUnderLoad() throws Exception {
        List<byte[]> versions = new ArrayList<>();
        for (String says : List.of("version 0", "version 1")) {
            Path jar = new DropInJar(work, "changing").saying(says).modular(work.resolve("changing.jar"));
            versions.add(Files.readAllBytes(jar));
        }
        put("changing.jar", versions.getFirst());
        reload();

        try (Load stable = new Load("stable-parrot");
                Load changing = new Load("changing-parrot")) {
            for (int time = 1; time <= TIMES; time++) {
                String expected = "version " + time % 2;
                put("changing.jar", versions.get(time % 2));
                assertThat(reload()).contains("provider changing (made anew)");
                assertThat(chat("changing-parrot")).contains(expected);
            }
            stable.awaitMore();
            changing.awaitMore();
            assertThat(changing.failures).isEmpty();

            Files.delete(providers.resolve("changing.jar"));
            assertThat(reload()).contains("provider changing (ended)");
            stable.awaitMore();
            changing.awaitFailure();
            assertThat(changing.failures)
                    .allMatch(reply -> reply.startsWith("404") && reply.contains("model_not_found"));
            assertThat(stable.failures).isEmpty();
        }
    }

    @Test
    void noticesByItselfWhatIsAddedReplacedAndRemovedAndLoadsNoHalfACopy() throws Exception {
        byte[] jar = Files.readAllBytes(new DropInJar(work, "late").modular(work.resolve("late.jar")));
        Path target = providers.resolve("late.jar");

        Files.write(target, Arrays.copyOf(jar, jar.length / 2));
        Eventually.holds("the half is told of", () -> ready().contains("providers/late.jar: not a usable JAR"));
        assertThat(models()).contains("stable-parrot").doesNotContain("late-parrot");

        Files.write(target, jar);
        Eventually.holds("the whole is loaded", () -> models().contains("late-parrot"));
        assertThat(chat("late-parrot")).contains("late squawks");
        assertThat(ready()).doesNotContain("late.jar");

        Path draft = new DropInJar(work, "late").saying("something new").modular(work.resolve("draft.jar"));
        Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        Eventually.holds("it is replaced", () -> chat("late-parrot").contains("something new"));

        Files.delete(target);
        Eventually.holds("it is gone", () -> chat("late-parrot").contains("model_not_found"));
        assertThat(models()).contains("stable-parrot").doesNotContain("late-parrot");
    }

    @Test
    void takesUpAConfigurationThatWasWaitingForItsProvider() throws Exception {
        Files.writeString(
                home.resolve("application.yaml"), "providers: {late: {enabled: true}}\nmodels: {list-timeout: PT3S}\n");
        Eventually.holds("it is refused", () -> ready().contains("wrong with providers.late"));

        new DropInJar(work, "late").modular(providers.resolve("late.jar"));

        Eventually.holds("it is in effect", () -> !ready().contains("providers.late"));
        assertThat(models()).contains("late-parrot");
    }

    @Test
    void findsTheLoginOfAProviderThatComesAndGoes() throws Exception {
        String earlier = "/api/late/auth/status";
        assertThat(client.get(earlier).statusCode()).isEqualTo(404);

        Path jar = new DropInJar(work, "late").signingIn().modular(providers.resolve("late.jar"));
        reload();
        assertThat(client.get("/auth/late").body()).isEqualTo("{\"state\":\"signed_out\"}");
        assertThat(client.get(earlier).body()).isEqualTo("{\"status\":\"not_started\"}");

        Files.delete(jar);
        reload();
        assertThat(client.get(earlier).statusCode()).isEqualTo(404);
    }

    @Test
    void loadsProvidersWhereNoTemporaryFilesCanBeWritten() throws Exception {
        gateway.close();
        Map<String, String> environment =
                Map.of("COPILOT_ENABLED", "false", "JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + work.resolve("none"));
        try (RunningGateway confined = RunningGateway.start(home, environment);
                GatewayClient asking = new GatewayClient(confined.url())) {
            assertThat(asking.get("/v1/models").body()).contains("stable-parrot");
            try (Stream<Path> copies = Files.list(home.resolve(".cache"))) {
                assertThat(copies.filter(each -> each.getFileName().toString().startsWith("provider-")))
                        .hasSize(1);
            }
        }
        try (Stream<Path> copies = Files.list(home.resolve(".cache"))) {
            assertThat(copies.filter(each -> each.getFileName().toString().startsWith("provider-")))
                    .as("copies are deleted with the process")
                    .isEmpty();
        }
    }

    /** As people should: written elsewhere, then moved to its place. */
    private void put(String name, byte[] jar) throws IOException {
        Path draft = Files.write(work.resolve("draft"), jar);
        Files.move(draft, providers.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private String reload() throws Exception {
        return client.call("POST", "/admin/reload").body();
    }

    private String ready() throws Exception {
        return client.get("/ready").body();
    }

    private String models() throws Exception {
        return client.get("/v1/models").body();
    }

    private String chat(String model) throws Exception {
        return client.post(GatewayClient.CHAT, ChatRequests.plain(model, "Hi")).body();
    }

    /** Clients that ask one model again and again, in turn for a whole reply and for a stream. */
    private final class Load implements AutoCloseable {
        private final AtomicInteger answers = new AtomicInteger();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        Load(String model) {
            for (int i = 0; i < CLIENTS; i++) {
                threads.add(Thread.ofVirtual().start(() -> run(model)));
            }
        }

        private void run(String model) {
            try (GatewayClient own = new GatewayClient(gateway.url())) {
                while (!over.get()) {
                    answered(own.post(GatewayClient.CHAT, ChatRequests.plain(model, "Hi")), "squawks", "version");
                    answered(own.post(GatewayClient.CHAT, ChatRequests.streamed(model, "Hi")), "[DONE]", "[DONE]");
                }
            } catch (IOException | InterruptedException e) {
                failures.add(e.toString());
            }
        }

        private void answered(HttpResponse<String> reply, String one, String other) {
            boolean whole = reply.body().contains(one) || reply.body().contains(other);
            if (reply.statusCode() == 200 && whole) {
                answers.incrementAndGet();
            } else {
                failures.add(reply.statusCode() + " " + reply.body());
            }
        }

        void awaitMore() throws Exception {
            int before = answers.get();
            Eventually.holds("more answers", () -> answers.get() > before + 10 || !failures.isEmpty());
        }

        void awaitFailure() throws Exception {
            Eventually.holds("a refusal", () -> failures.size() > CLIENTS);
        }

        @Override
        public void close() {
            over.set(true);
            try {
                for (Thread each : threads) {
                    each.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
