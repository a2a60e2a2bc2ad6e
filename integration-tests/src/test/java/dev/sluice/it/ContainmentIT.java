package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dropped-in providers that hang and throw, beside others that go on. */
final class ContainmentIT {
    private static final int GOOD = 9;

    @TempDir
    private static Path home;

    @TempDir
    private static Path work;

    private static RunningGateway gateway;
    private static GatewayClient client;

    @BeforeAll
    static void start() throws IOException {
        Path providers = Files.createDirectories(home.resolve("providers"));
        for (int i = 0; i < GOOD; i++) {
            new DropInJar(work, "good" + i).modular(providers.resolve("good" + i + ".jar"));
        }
        new DropInJar(work, "stuck")
                .beforeListing("hang();")
                .beforeReplying("hang();")
                .modular(providers.resolve("stuck.jar"));
        new DropInJar(work, "mute").beforeReplying("""
                if (request.streaming()) {
                    return new Reply.Streaming(Headers.empty(), new EventStream() {
                        public ServerSentEvent next() { hang(); return null; }
                        public void close() { hang(); }
                    });
                }
                """).modular(providers.resolve("mute.jar"));
        new DropInJar(work, "wild").beforeReplying("""
                String text = new String(request.body(), StandardCharsets.UTF_8);
                if (text.contains("overflow")) { throw new StackOverflowError("synthetic"); }
                if (text.contains("memory")) { throw new OutOfMemoryError("synthetic"); }
                if (text.contains("linkage")) { throw new NoClassDefFoundError("synthetic"); }
                if (text.contains("nothing")) { return null; }
                """).modular(providers.resolve("wild.jar"));
        Files.writeString(home.resolve("application.yaml"), """
                deadlines: {connect: PT0.2S, first-byte: PT0.5S, idle: PT0.5S}
                resilience: {retry: {attempts: 1}}
                providers: {copilot: {enabled: false}}
                """);
        gateway = RunningGateway.start(home, Map.of());
        client = new GatewayClient(gateway.url());
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void listsTheModelsOfTheOthersInTime() throws Exception {
        long begun = System.nanoTime();
        String models = client.get("/v1/models").body();
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);

        for (int i = 0; i < GOOD; i++) {
            assertThat(models).contains("\"good" + i + "-parrot\"");
        }
        assertThat(models).doesNotContain("stuck-parrot");
        // The limit is two seconds; the rest is for a machine that is busy.
        assertThat(taken).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void answersForAProviderThatNeverDoesAndShowsItUnderItsName() throws Exception {
        HttpResponse<String> whole = chat("stuck-parrot", false, "Hi");
        assertThat(whole.statusCode()).isEqualTo(504);
        assertThat(whole.body()).contains("Provider stuck did not return from send");

        HttpResponse<String> stream = chat("mute-parrot", true, "Hi");
        assertThat(stream.statusCode()).isEqualTo(504);

        Eventually.holds("it is counted", () -> {
            String metrics = client.get("/metrics").body();
            return metrics.matches("(?s).*sluice_provider_abandoned_calls\\{[^}]*provider=\"stuck\"[^}]*} [1-9].*")
                    && metrics.matches(
                            "(?s).*sluice_provider_faults_total\\{[^}]*kind=\"hang\",[^}]*provider=\"mute\"[^}]*} [1-9].*");
        });
        assertThat(client.get("/admin/providers").body()).containsPattern("\"id\":\"stuck\"[^}]*\"abandoned\":[1-9]");
        assertThat(chat("good0-parrot", false, "Hi").body()).contains("good0 squawks");
    }

    @Test
    void answersForAProviderThatThrowsErrors() throws Exception {
        for (String what : new String[] {"overflow", "memory", "linkage", "nothing"}) {
            HttpResponse<String> reply = chat("wild-parrot", false, what);
            assertThat(reply.statusCode()).as(what).isEqualTo(500);
            assertThat(reply.body()).as(what).contains("internal_error").doesNotContain("synthetic");
        }
        assertThat(chat("wild-parrot", false, "Hi").body()).contains("wild squawks");
        assertThat(client.get("/metrics").body())
                .containsPattern("sluice_provider_faults_total\\{[^}]*kind=\"defect\",[^}]*provider=\"wild\"");
    }

    private static HttpResponse<String> chat(String model, boolean streamed, String text) throws Exception {
        return client.post(
                GatewayClient.CHAT, streamed ? ChatRequests.streamed(model, text) : ChatRequests.plain(model, text));
    }
}
