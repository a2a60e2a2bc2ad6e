package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.SmallUpstream.Answer;
import dev.sluice.gateway.SmallUpstream.Received;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JARs that were built against version 1.0 of the provider API serve without being rebuilt. */
final class FormerProvidersTest {
    private static final List<String> IDS = List.of("acme", "beacon", "telegraph");
    private static final String CHAT_REPLY =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"said by %s\"},\"finish_reason\":\"stop\"}]}";
    private static final String CHAT_EVENTS =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"role\":\"assistant\",\"content\":\"streamed\"},\"finish_reason\":null}]}\n\n"
                    + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    @TempDir
    private Path home;

    private final Queue<String> console = new ConcurrentLinkedQueue<>();
    private final Queue<Received> asked = new ConcurrentLinkedQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean codeEntered;
    private SmallUpstream upstream;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = new SmallUpstream(this::answer);
        Path providers = Files.createDirectory(home.resolve("providers"));
        for (String id : IDS) {
            try (InputStream jar = FormerProvidersTest.class.getResourceAsStream("/providers-1.0/" + id + ".jar")) {
                Files.copy(Objects.requireNonNull(jar), providers.resolve(id + ".jar"));
            }
        }
        Files.writeString(home.resolve(".env"), "ACME_API_KEY=sk-synthetic\nBEACON_CLIENT_SECRET='client-synthetic'\n");
        Files.writeString(home.resolve("application.yaml"), """
                providers:
                  acme:
                    url: %1$s/v1
                    models: [large]
                  beacon:
                    url: %1$s
                    poll: PT0.02S
                    lamp: green-light
                    headers: {X-Shore: north}
                  telegraph:
                    times: 2
                """.formatted(upstream.uri()));
        gateway = Gateway.start(home, Map.of("PORT", "0", "LIGHTHOUSE_CLIENT", "keeper"), console::add);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        client.close();
        upstream.close();
    }

    private Answer answer(Received request) {
        asked.add(request);
        return switch (request.path()) {
            case "/v1/chat/completions" -> {
                boolean stream = request.body().contains("\"stream\":true");
                yield stream
                        ? new Answer(200, "text/event-stream", CHAT_EVENTS)
                        : new Answer(200, "application/json", CHAT_REPLY.formatted("acme"));
            }
            case "/code" -> new Answer(200, "text/plain", "WXYZ-1234");
            case "/token" -> new Answer(codeEntered ? 200 : 202, "text/plain", "token-synthetic");
            case "/chat" -> new Answer(200, "application/json", CHAT_REPLY.formatted("beacon"));
            default -> new Answer(404, "text/plain", "");
        };
    }

    @Test
    void areLoadedWithoutAProblem() throws Exception {
        String listing = get("/admin/providers").body();

        assertThat(listing).contains("\"problems\":[]", "\"notices\":[]");
        for (String id : IDS) {
            assertThat(listing)
                    .containsPattern("\"id\":\"" + id + "\"[^}]*\"spi_version\":\"1\\.0\\.0\",\"state\":\"running\"");
        }
        assertThat(get("/v1/models").body())
                .contains("acme-large", "beacon-green_light", "beacon-limited", "telegraph-morse", "lighthouse");
    }

    @Test
    void answerWholeAndStreamedFromAnUpstream() throws Exception {
        assertThat(chat("acme-large", false).body()).contains("said by acme");
        assertThat(chat("acme-large", true).body())
                .contains("streamed", "\"stop\"")
                .endsWith("data: [DONE]\n\n");
        assertThat(asked).allMatch(request -> request.header("authorization").equals("Bearer sk-synthetic"));
    }

    @Test
    void answerWholeAndStreamedByThemselves() throws Exception {
        assertThat(chat("telegraph-morse", false).body()).contains("\"content\":\"STOP STOP\"");

        String streamed = chat("telegraph-morse", true).body();
        assertThat(streamed.split("\"content\":\"STOP \"", -1)).hasSize(3);
        assertThat(streamed).contains("\"finish_reason\":\"stop\"").endsWith("data: [DONE]\n\n");
        assertThat(lineOfStream()).contains("tokens_in=11", "tokens_out=2");
    }

    /** Waits for the stream's line in the access log, which is written after its last byte. */
    private String lineOfStream() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            Optional<String> line = console.stream()
                    .filter(each -> each.contains("tokens_out="))
                    .findFirst();
            if (line.isPresent() || System.nanoTime() > deadline) {
                return line.orElse("");
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void countTokens() throws Exception {
        HttpResponse<String> counted = post(
                "/v1/messages/count_tokens",
                "{\"model\":\"telegraph-morse\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(counted.body()).contains("\"input_tokens\":4242");
    }

    @Test
    void signIn() throws Exception {
        assertThat(get("/ready").body()).contains("nobody is signed in to the beacon; POST /auth/beacon");
        assertThat(get("/auth/beacon").body()).contains("\"state\":\"signed_out\"");
        assertThat(chat("beacon-green_light", false).statusCode()).isEqualTo(401);

        String started = post("/auth/beacon", "").body();
        assertThat(started).contains("\"state\":\"pending\"", "WXYZ-1234", upstream.uri() + "/device");
        assertThat(get("/auth/beacon").body()).isEqualTo(started);
        assertThat(String.join("\n", console)).contains("Enter WXYZ-1234 at");
        assertThat(asked).anySatisfy(request -> {
            assertThat(request.path()).isEqualTo("/code");
            assertThat(request.body()).isEqualTo("keeper");
            assertThat(request.header("x-client-secret")).isEqualTo("client-synthetic");
        });

        codeEntered = true;
        awaitBody("/auth/beacon", "\"state\":\"signed_in\"");
        assertThat(get("/ready").body()).doesNotContain("nobody is signed in");
        assertThat(chat("beacon-green_light", false).body()).contains("said by beacon");
        assertThat(asked).anySatisfy(request -> {
            assertThat(request.path()).isEqualTo("/chat");
            assertThat(request.header("authorization")).isEqualTo("Bearer token-synthetic");
            assertThat(request.header("x-shore")).isEqualTo("north");
        });
        assertThat(get("/metrics").body())
                .containsPattern("sluice_provider_events_total\\{[^}]*event=\"lamp_lit\"[^}]*outcome=\"success\"")
                .containsPattern("sluice_provider_signed_in_state\\{[^}]*\\} 1");
    }

    @Test
    void cancelASignIn() throws Exception {
        assertThat(post("/auth/beacon", "").body()).contains("\"state\":\"pending\"");

        HttpResponse<String> cancelled =
                send(HttpRequest.newBuilder(uri("/auth/beacon")).DELETE());

        assertThat(cancelled.body()).contains("\"state\":\"failed\"", "cancelled");
    }

    @Test
    void sayWhatWentWrong() throws Exception {
        HttpResponse<String> refused = chat("beacon-limited", false);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("The lamp is hot.", "\"code\":\"lamp_hot\"", "\"param\":\"model\"");
        assertThat(refused.headers().firstValue("retry-after")).contains("90");
    }

    private void awaitBody(String path, String part) throws Exception {
        long begun = System.nanoTime();
        while (!get(path).body().contains(part)) {
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(30));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private HttpResponse<String> chat(String model, boolean stream) throws Exception {
        return post(
                "/v1/chat/completions",
                "{\"model\":\"" + model + "\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(gateway.url() + path);
    }
}
