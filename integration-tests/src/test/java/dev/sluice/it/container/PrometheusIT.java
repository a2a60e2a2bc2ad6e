package dev.sluice.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/** A real Prometheus understands what {@code /metrics} says. */
@NeedsDocker(images = {Images.BASE, Images.PROMETHEUS})
@Timeout(300)
final class PrometheusIT {
    private static final String SETTINGS =
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: sluice
                authorization: {credentials: %s}
                static_configs: [{targets: ['%s:%d']}]
              - job_name: keyless
                static_configs: [{targets: ['%2$s:%3$d']}]
            """.formatted(ContainedGateway.KEY, ContainedGateway.NAME, ContainedGateway.PORT);
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[0-9.]+,\"([^\"]+)\"]");

    private static ContainedGateway gateway;
    private static GenericContainer<?> prometheus;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void start() {
        gateway = ContainedGateway.start(
                container -> container.withEnv("SLUICE_SERVER_ALLOWED_HOSTS", ContainedGateway.NAME));
        prometheus = gateway.container(Images.PROMETHEUS)
                .withCopyToContainer(Transferable.of(SETTINGS), "/etc/prometheus/prometheus.yml")
                .withExposedPorts(9090)
                .waitingFor(Wait.forHttp("/-/ready").forPort(9090).withStartupTimeout(Duration.ofSeconds(60)));
        prometheus.start();
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void scrapesWithTheKeyOnly() throws Exception {
        awaitValue("up{job='sluice'}", "1");
        awaitValue("up{job='keyless'}", "0");
    }

    @Test
    void countsTheChatsThatWereServed() throws Exception {
        assertThat(gateway.chat("Hello", false).statusCode()).isEqualTo(200);
        assertThat(gateway.chat("Hello", true).statusCode()).isEqualTo(200);

        awaitValue("sum(gen_ai_server_request_duration_seconds_count{gen_ai_provider_name='copilot'})", "2");
        awaitValue("sum(sluice_http_requests_total{route='/v1/chat/completions',status='200'})", "2");
        awaitValue("sluice_streams_total{ending='complete'}", "1");
        awaitValue("sluice_upstream_attempts_total{provider='copilot',outcome='ok'}", "2");
        awaitValue("sluice_circuit_state{provider='copilot'}", "0");
    }

    /** Asks until the answer is the one that is expected; a scrape is at most a second or so away. */
    private void awaitValue(String query, String expected) throws Exception {
        String answer = ask(query);
        for (int i = 0; i < 120 && !expected.equals(value(answer)); i++) {
            assertThat(new CountDownLatch(1).await(250, TimeUnit.MILLISECONDS)).isFalse();
            answer = ask(query);
        }
        assertThat(value(answer)).as("%s: %s", query, answer).isEqualTo(expected);
    }

    private static String value(String answer) {
        Matcher matcher = VALUE.matcher(answer);
        return matcher.find() ? matcher.group(1) : "none";
    }

    private String ask(String query) throws IOException, InterruptedException {
        URI address = URI.create("http://%s:%d/api/v1/query?query=%s"
                .formatted(
                        prometheus.getHost(),
                        prometheus.getMappedPort(9090),
                        URLEncoder.encode(query, StandardCharsets.UTF_8)));
        return http.send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
