package dev.sluice.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls a gateway without an SDK in between. */
final class GatewayClient implements AutoCloseable {
    static final String CHAT = "/v1/chat/completions";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    GatewayClient(URI base) {
        this.base = base;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
        return http.send(request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return http.send(posting(path, json), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json, String header, String value)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").header(header, value);
        return http.send(request.POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString());
    }

    /** Asks for a chat completion and waits for nothing. */
    CompletableFuture<HttpResponse<String>> begin(String json) {
        return http.sendAsync(posting(CHAT, json), BodyHandlers.ofString());
    }

    /** Asks for a chat completion and returns as soon as the head of the reply is there. */
    HttpResponse<InputStream> open(String json) throws IOException, InterruptedException {
        return http.send(posting(CHAT, json), BodyHandlers.ofInputStream());
    }

    /** Asks for a stream and reads it to its end, whatever end that is. */
    StreamedReply stream(String json) throws IOException {
        try (RawStream stream = RawStream.open(base, json)) {
            return stream.rest();
        }
    }

    private HttpRequest posting(String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    }

    static JsonObject json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** The inner object of an error reply. */
    static JsonObject error(HttpResponse<String> response) {
        return json(response).getJsonObject("error");
    }

    /** What the first choice of a completion says. */
    static String content(HttpResponse<String> response) {
        return json(response)
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
