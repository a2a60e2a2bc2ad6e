package dev.sluice.it;

import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A caller without an SDK: sends what it is told to and interprets nothing. */
final class StreamsClient implements AutoCloseable {

    static final String CHAT = "/v1/chat/completions";
    static final String MODEL = "copilot-gpt-4o";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final RunningGateway gateway;

    StreamsClient(RunningGateway gateway) {
        this.gateway = gateway;
    }

    StreamsReply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    StreamsReply delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    StreamsReply post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    StreamsReply chat() throws IOException, InterruptedException {
        return chat(MODEL, false);
    }

    StreamsReply chat(String model, boolean stream) throws IOException, InterruptedException {
        return post(CHAT, chatBody(model, stream));
    }

    static String chatBody(String model, boolean stream) {
        return Json.createObjectBuilder()
                .add("model", model)
                .add(
                        "messages",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("role", "user")
                                        .add("content", "Hello!")))
                .add("stream", stream)
                .build()
                .toString();
    }

    private HttpRequest.Builder request(String path) {
        URI address = gateway.url(path);
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
    }

    private StreamsReply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new StreamsReply(response.statusCode(), response.headers(), response.body());
    }

    /** Waits for something that another process does, of which nothing but its traces can be seen. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + PATIENCE + " in vain: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
