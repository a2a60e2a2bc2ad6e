package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What log and metrics record of requests. */
final class RecordsTest {
    private RunningApi api = RunningApi.start();

    @AfterEach
    void stop() {
        api.close();
    }

    private static Reply reply(String body, TokenUsage usage) {
        return Reply.Complete.of(Headers.empty(), body.getBytes(StandardCharsets.UTF_8), usage);
    }

    @Test
    void logsOneLinePerRequestWithoutItsContent() {
        api.provider.answer =
                request -> reply("{\"model\":\"gpt-4o\",\"text\":\"secret answer\"}", TokenUsage.of(12, 34));

        api.post(
                RunningApi.CHAT,
                "{\"model\":\"fake-gpt-4o\",\"text\":\"secret question\"}",
                "x-request-id",
                "id-1",
                "authorization",
                "Bearer secret-token");

        assertThat(api.logLine())
                .matches("time=\\S+Z id=id-1 method=POST path=/v1/chat/completions provider=fake model=fake-gpt-4o"
                        + " status=200 bytes_in=48 bytes_out=46 tokens_in=12 tokens_out=34 first_byte_ms=\\d+"
                        + " duration_ms=\\d+ attempts=1 ending=complete")
                .doesNotContain("secret");
        assertThat(api.log).isEmpty();
    }

    @Test
    void logsJsonWhereThatIsConfigured() {
        api.close();
        api = RunningApi.with().jsonLog().start();

        api.post(RunningApi.CHAT, "{\"model\":\"a\\\"b\\nc\"}", "x-request-id", "id-1");

        assertThat(api.logLine())
                .startsWith("{\"time\":\"")
                .contains(
                        "\"id\":\"id-1\"", "\"model\":\"a\\\"b\\nc\"", "\"status\":404", "\"error\":\"unknown_model\"")
                .endsWith("}");
    }

    @Test
    void preventsForgedLogLines() {
        api.post(RunningApi.CHAT, "{\"model\":\"x\\n2026 id=forged\\u001b[31m\\u2028\"}");
        api.get("/nowhere%0Aid=forged");

        assertThat(api.logLine()).contains("model=\"x\\u000a2026 id=forged\\u001b[31m\\u2028\"");
        assertThat(api.logLine()).contains("path=\"/nowhere\\u000aid=forged\"");
    }

    @Test
    void logsNoSuccessfulProbesAndScrapes() {
        api.metrics();
        api.get("/v1/models");

        assertThat(api.logLine()).contains("path=/v1/models");
        assertThat(api.log).isEmpty();
    }

    @Test
    void measuresCallsByOpenTelemetrysNames() {
        api.provider.answer = request ->
                FakeStream.of("{\"model\":\"gpt-4o\"}").cost(100, 20).end().reply();
        api.post(RunningApi.CHAT, "{\"model\":\"fake-gpt-4o\",\"stream\":true}");
        api.logLine();

        String labels = "error_type=\"\",gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"fake\","
                + "gen_ai_request_model=\"fake-gpt-4o\",gen_ai_response_model=\"gpt-4o\"";
        assertThat(api.metrics())
                .contains("gen_ai_server_request_duration_seconds_count{" + labels)
                .contains("gen_ai_server_request_duration_seconds_bucket{" + labels)
                .contains("gen_ai_server_time_to_first_token_seconds_count{" + labels)
                .contains("gen_ai_server_time_per_output_token_seconds_count{" + labels)
                .contains("gen_ai_client_token_usage_sum{" + labels + ",gen_ai_token_type=\"input\"")
                .contains("gen_ai_client_token_usage_sum{" + labels + ",gen_ai_token_type=\"output\"")
                .contains("sluice_streams_total{ending=\"complete\"")
                .contains("sluice_http_requests_total{route=\"/v1/chat/completions\",")
                .contains("sluice_http_requests_in_flight");
    }

    @Test
    void makesNoLabelOfAClientsInput() {
        api.post(RunningApi.CHAT, "{\"model\":\"made-up-by-a-caller\"}");
        api.get("/made-up-by-a-caller");
        api.get("/v1/models/made-up-by-a-caller");
        api.logLine();

        assertThat(api.metrics())
                .doesNotContain("made-up-by-a-caller")
                .contains("error_type=\"unknown_model\"", "gen_ai_request_model=\"unknown\"")
                .contains("route=\"other\"", "route=\"/v1/models/{id}\"");
    }

    @Test
    void makesNoLabelOfAModelThatOnlyTheUpstreamNames() {
        api.provider.answer = request -> FakeProvider.json("{\"model\":\"made-up-by-an-upstream\"}");
        api.post(RunningApi.CHAT, "{\"model\":\"fake-gpt-4o\"}");

        assertThat(api.metrics())
                .doesNotContain("made-up-by-an-upstream")
                .contains("gen_ai_response_model=\"unknown\"");
    }

    @Test
    void countsFailuresByTheirKind() {
        api.provider.fails(ErrorKind.RATE_LIMITED, "slow down");
        api.post(RunningApi.CHAT, "{\"model\":\"fake-gpt-4o\"}");

        assertThat(api.metrics()).contains("error_type=\"rate_limited\"");
    }
}
