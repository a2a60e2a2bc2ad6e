package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.provider.Deadlines;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.UpstreamClient;
import dev.sluice.provider.UpstreamRequest;
import dev.sluice.provider.UpstreamResponse;
import dev.sluice.upstream.HttpUpstreamClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that asks the very gateway that it runs in. */
final class LoopTest {
    private static final String REQUEST = "{\"model\":\"fake-gpt-4o\"}";

    private final RunningApi api = RunningApi.start();
    private final HttpUpstreamClient http = HttpUpstreamClient.create();

    @AfterEach
    void stop() {
        http.close();
        api.close();
    }

    private void ask(UpstreamClient client, String authority) {
        URI uri = URI.create("http://" + authority + RunningApi.CHAT);
        api.provider.answer = request -> {
            try (UpstreamResponse response =
                    client.send(UpstreamRequest.post(uri, Headers.empty(), request.body(), Deadlines.standard()))) {
                return FakeProvider.json("{\"status\":" + response.status() + "}");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "localhost"})
    void endsAtTheFirstRequestThatComesBack(String host) {
        ask(api.loops.guarded(http), host + ":" + api.port());

        HttpResponse<String> response = api.post(RunningApi.CHAT, REQUEST);

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains(host + ":" + api.port() + " is this gateway itself", "base-url");
        assertThat(api.provider.requests).hasSize(1);
        assertThat(api.logLine()).contains("status=508", "error=loop_detected");
        assertThat(api.logLine()).contains("status=502");
    }

    @Test
    void letsOtherGatewaysIn() {
        try (RunningApi another = RunningApi.start()) {
            ask(api.loops.guarded(http), "127.0.0.1:" + another.port());

            assertThat(api.post(RunningApi.CHAT, REQUEST).body()).contains("\"status\":200");
            assertThat(another.provider.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, false",
        "https://127.example.com, false",
        "http://10.0.0.5:8000, true",
        "https://localhost:4000, true",
        "https://127.0.0.1:4000, true"
    })
    void marksOnlyWhatMayComeBack(URI uri, boolean marked) {
        List<UpstreamRequest> sent = new ArrayList<>();
        ProviderException synthetic = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "synthetic");
        UpstreamClient client = api.loops.guarded(request -> {
            sent.add(request);
            throw synthetic;
        });
        UpstreamRequest request = UpstreamRequest.get(uri, Headers.of("a", "b"), Deadlines.standard());

        assertThatThrownBy(() -> client.send(request)).isSameAs(synthetic);

        assertThat(sent.getFirst().headers().first("a")).contains("b");
        assertThat(sent.getFirst().headers().first("via").isPresent()).isEqualTo(marked);
    }
}
