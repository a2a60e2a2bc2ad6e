package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Copilot API refuses, and what the caller is told of it: the same whether a stream was wanted or not. */
final class ErrorsIT {
    private static final String COPILOT_CHAT = "/chat/completions";
    private static final String INVALID = "invalid_request_error";
    private static final String DENIED = "permission_error";
    private static final String SERVER = "server_error";
    private static final String LIMITED = "rate_limit_error";
    private static final String QUOTA = "insufficient_quota";

    @TempDir
    static Path home;

    private static CopilotSimulator simulator;
    private static RunningGateway gateway;
    private static StreamsClient client;

    /**
     * A refusal and what is made of it.
     *
     * @param upstream what Copilot answers, every time
     * @param calls how often the gateway asks it for one request
     * @param message a part of what the caller is told
     * @param retryAfter in seconds; empty for none
     */
    record Row(Response upstream, int calls, int status, String type, String code, String message, String retryAfter) {
        @Override
        public String toString() {
            return upstream.status() + " -> " + status + " " + code;
        }
    }

    private static Row row(Response upstream, int status, String type, String code, String message) {
        return new Row(upstream, 1, status, type, code, message, "");
    }

    @BeforeAll
    static void start() throws Exception {
        simulator = CopilotSimulator.start();
        simulator.addGitHubToken("ghu_synthetic");
        Files.writeString(home.resolve(".env"), "GITHUB_COPILOT_TOKEN=ghu_synthetic\n");
        gateway = RunningGateway.start(
                home,
                simulator,
                Map.of(
                        "SLUICE_RESILIENCE_RETRY_DELAY", "PT0.01S",
                        "SLUICE_RESILIENCE_RETRY_BUDGET_PERCENT", "100",
                        "SLUICE_RESILIENCE_BREAKER_VOLUME", "1000"));
        client = new StreamsClient(gateway);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        simulator.close();
    }

    @AfterEach
    void clear() {
        simulator.faults().clear();
    }

    static Stream<Row> requests() {
        return Stream.of(
                row(CopilotRefusals.modelNotSupported(), 404, INVALID, "model_not_supported", "is not supported"),
                row(
                        CopilotRefusals.modelNotAvailableForIntegrator("vscode-chat", "a b"),
                        404,
                        INVALID,
                        "model_not_available_for_integrator",
                        "Available models: [a b]"),
                row(
                        CopilotRefusals.unsupportedApi("gpt-4o", COPILOT_CHAT),
                        400,
                        INVALID,
                        "unsupported_api_for_model",
                        "is not accessible via"),
                row(CopilotRefusals.promptTooLong(13067, 12288), 400, INVALID, "context_length_exceeded", "13067"),
                row(CopilotRefusals.contentFilter(), 400, INVALID, "content_filter", "content management policy"),
                row(Response.text(422, "filtered\n"), 400, INVALID, "content_filter", "filtered"),
                row(CopilotRefusals.badRequest(), 400, INVALID, "invalid_request", "Bad Request"),
                row(CopilotRefusals.unparsable(), 400, INVALID, "invalid_request", "failed to parse request"),
                row(CopilotLimits.bodyTooLarge(), 413, INVALID, "request_too_large", "Request Entity Too Large"),
                row(CopilotLimits.bodyTooLargeAsJson(), 413, INVALID, "request_too_large", "5 MB"));
    }

    static Stream<Row> permissions() {
        return Stream.of(
                row(
                        CopilotRefusals.noEndpoints(),
                        403,
                        DENIED,
                        "no_available_model_endpoints",
                        "current plan and policies"),
                row(
                        CopilotRefusals.featureNotAuthorized(),
                        403,
                        DENIED,
                        "copilot_feature_not_authorized",
                        "not authorized to use this Copilot feature"),
                row(CopilotRefusals.forbiddenByTerms(), 403, DENIED, "copilot_access_blocked", "Terms of Service"),
                row(
                        CopilotRefusals.integrationNotAuthorized(),
                        403,
                        DENIED,
                        "copilot_integration_not_authorized",
                        "not authorized for this integration"),
                row(
                        CopilotLimits.paymentRequired("billing_not_configured"),
                        403,
                        DENIED,
                        "billing_not_configured",
                        "https://github.com/settings/billing"));
    }

    static Stream<Row> limits() {
        return Stream.of(
                limit(CopilotLimits.quotaExceeded("3600"), 402, QUOTA, "quota_exceeded", "3600"),
                limit(CopilotLimits.rateLimited("rate_limited", "7"), 429, LIMITED, "rate_limited", "7"),
                limit(
                        CopilotLimits.rateLimited("user_weekly_rate_limited", "86400"),
                        429,
                        LIMITED,
                        "user_weekly_rate_limited",
                        "86400"),
                limit(
                        CopilotLimits.rateLimited("user_model_rate_limited:gpt", "60"),
                        429,
                        LIMITED,
                        "user_model_rate_limited",
                        "60"),
                limit(CopilotLimits.rateLimited("model_overloaded", "90"), 503, SERVER, "model_overloaded", "90"),
                limit(
                        atNoon(CopilotLimits.quotaExceeded("Tue, 01 Sep 2026 13:00:00 GMT")),
                        402,
                        QUOTA,
                        "quota_exceeded",
                        "3600"),
                limit(
                        atNoon(CopilotLimits.rateLimited("rate_limited", "Tue, 01 Sep 2026 12:01:30 GMT")),
                        429,
                        LIMITED,
                        "rate_limited",
                        "90"));
    }

    /** Dates are counted from the upstream's own. */
    private static Response atNoon(Response upstream) {
        return upstream.header("Date", "Tue, 01 Sep 2026 12:00:00 GMT");
    }

    private static Row limit(Response upstream, int status, String type, String code, String retryAfter) {
        return new Row(upstream, 1, status, type, code, "(" + code + ")", retryAfter);
    }

    static Stream<Row> failures() {
        return Stream.of(
                failure(CopilotLimits.serverError(500), 502, "upstream_unavailable", "upstream error"),
                failure(CopilotLimits.serverError(502), 502, "upstream_unavailable", "upstream error"),
                failure(CopilotLimits.serverError(504), 504, "upstream_timeout", "upstream error"),
                failure(CopilotLimits.unavailable(), 503, "upstream_unavailable", "temporarily unavailable"),
                failure(CopilotLimits.requestTimeout(), 504, "user_request_timeout", "Timed out reading"),
                new Row(CopilotLimits.misdirected(), 2, 502, SERVER, "copilot_misdirected", "Misdirected", ""),
                row(CopilotRefusals.notFound(), 502, SERVER, "copilot_path_not_found", "not found"),
                row(
                        CopilotLimits.versionUnsupported(),
                        500,
                        SERVER,
                        "copilot_api_version_unsupported",
                        "providers.copilot.github-api-version"),
                row(
                        CopilotRefusals.missingEditorVersion(),
                        500,
                        SERVER,
                        "copilot_editor_version_refused",
                        "providers.copilot.editor-version"));
    }

    private static Row failure(Response upstream, int status, String code, String message) {
        return new Row(upstream, 3, status, SERVER, code, message, "");
    }

    @ParameterizedTest
    @MethodSource({"requests", "permissions", "limits", "failures"})
    void refusalReachesTheCallerInItsDialect(Row row) throws Exception {
        for (boolean stream : new boolean[] {false, true}) {
            simulator.faults().always(COPILOT_CHAT, Fault.responding(row.upstream()));
            int before = simulator.requests().count(COPILOT_CHAT);
            StreamsReply reply = client.chat(StreamsClient.MODEL, stream);

            assertThat(reply.status()).as(reply.body()).isEqualTo(row.status());
            assertThat(reply.header("content-type")).startsWith("application/json");
            assertThat(reply.header("x-request-id")).isNotBlank();
            assertThat(reply.header("retry-after")).isEqualTo(row.retryAfter());
            assertThat(reply.error()).containsOnlyKeys("message", "type", "param", "code");
            assertThat(reply.error().getString("type")).isEqualTo(row.type());
            assertThat(reply.errorCode()).isEqualTo(row.code());
            assertThat(reply.error().getString("message")).contains(row.message());
            assertThat(simulator.requests().count(COPILOT_CHAT) - before)
                    .as("calls")
                    .isEqualTo(row.calls());
            simulator.faults().clear();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 429})
    void dateUntilWhichToWaitBecomesSeconds(int status) throws Exception {
        String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
        Response upstream = status == 402
                ? CopilotLimits.quotaExceeded(inAnHour)
                : CopilotLimits.rateLimited("rate_limited", inAnHour);
        simulator.faults().always(COPILOT_CHAT, Fault.responding(upstream));

        StreamsReply reply = client.chat();

        assertThat(reply.status()).isEqualTo(status);
        assertThat(Long.parseLong(reply.header("retry-after"))).isBetween(3000L, 3600L);
    }

    @Test
    void refusalWithoutAReasonIsNotTriedWithAFreshTokenEachTime() throws Exception {
        simulator.faults().always(COPILOT_CHAT, Fault.responding(CopilotRefusals.accessDenied()));
        int before = simulator.requests().count(COPILOT_CHAT);
        int exchanges = simulator.exchanges().size();
        for (boolean stream : new boolean[] {false, true, false}) {
            StreamsReply reply = client.chat(StreamsClient.MODEL, stream);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.errorCode()).isEqualTo("copilot_access_denied");
            assertThat(reply.error().getString("message")).contains("forbidden: access denied");
        }
        assertThat(simulator.requests().count(COPILOT_CHAT)).isEqualTo(before + 4);
        assertThat(simulator.exchanges()).hasSize(exchanges + 1);
    }

    @Test
    void callersErrorsAreAnsweredInOpenAisShapeToo() throws Exception {
        record Wrong(StreamsReply reply, int status, String code) {}
        List<Wrong> replies = List.of(
                new Wrong(client.get("/v1/nowhere"), 404, "unknown_url"),
                new Wrong(client.get(StreamsClient.CHAT), 405, "method_not_allowed"),
                new Wrong(client.post(StreamsClient.CHAT, "{"), 400, "invalid_json"),
                new Wrong(client.post(StreamsClient.CHAT, "{}"), 400, "missing_required_parameter"),
                new Wrong(client.chat("copilot-gpt-4p", false), 404, "model_not_found"));
        for (Wrong wrong : replies) {
            assertThat(wrong.reply().status()).as(wrong.reply().body()).isEqualTo(wrong.status());
            assertThat(wrong.reply().error()).containsOnlyKeys("message", "type", "param", "code");
            assertThat(wrong.reply().errorCode()).isEqualTo(wrong.code());
            assertThat(wrong.reply().header("x-request-id")).isNotBlank();
        }
        assertThat(replies.getLast().reply().error().getString("message")).contains("copilot-gpt-4o");
    }
}
