package dev.sluice.provider.copilot.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorClassifierTest {
    private static final String CHAT = "/chat/completions";
    private static final Headers GITHUB = Headers.of("x-github-request-id", "AAAA:1", "x-request-id", "r1");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    /** Each refusal that clients of Copilot have reported: status, body, and what it has to become. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            400 | bad request: missing Editor-Version header for IDE auth                            | INTERNAL | copilot_editor_version_refused | ~~ | providers.copilot.editor-version
            400 | bad request: unknown Editor-Version header for IDE auth                            | INTERNAL | copilot_editor_version_refused | ~~ | providers.copilot.editor-version
            400 | Bad Request                                                                        | INVALID_REQUEST | ~~ | ~~ | Bad Request
            400 | {"error":{"message":"The requested model is not supported.","code":"model_not_supported","param":"model","type":"invalid_request_error"}} | UNKNOWN_MODEL | model_not_supported | model | The requested model is not supported.
            400 | {"error":{"message":"The requested model is not available for integrator \\"vscode-chat\\". Available models: [a b c]","code":"model_not_available_for_integrator"}} | UNKNOWN_MODEL | model_not_available_for_integrator | model | [a b c]
            400 | {"error":{"message":"model \\"gpt-5.4\\" is not accessible via the /chat/completions endpoint","code":"unsupported_api_for_model"}} | INVALID_REQUEST | unsupported_api_for_model | model | gpt-5.4
            400 | {"error":{"message":"no endpoints available for this model under your current plan and policies","code":"no_available_model_endpoints"}} | NOT_ENTITLED | no_available_model_endpoints | model | plan
            400 | {"error":{"message":"missing required Copilot-Vision-Request header for vision requests","code":""}} | INTERNAL | copilot_vision_header_missing | ~~ | image
            400 | {"error":{"message":"prompt token count of 13067 exceeds the limit of 12288","code":"model_max_prompt_tokens_exceeded"}} | INVALID_REQUEST | context_length_exceeded | messages | 12288
            400 | {"error":{"message":"prompt token count of 13067 exceeds the limit of 12288","code":""}} | INVALID_REQUEST | context_length_exceeded | messages | 12288
            400 | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens > 8 maximum"},"request_id":"req_vrtx_1"} | INVALID_REQUEST | context_length_exceeded | messages | 8 maximum
            400 | Request body is too large for model context window                                 | INVALID_REQUEST | context_length_exceeded | messages | Shorten
            400 | {"error":{"message":"too long","code":"context_length_exceeded"}}                  | INVALID_REQUEST | context_length_exceeded | messages | Shorten
            400 | {"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","code":"invalid_request_body"}} | INVALID_REQUEST | invalid_request_body | ~~ | max_completion_tokens
            400 | {"error":{"message":"failed to parse request","code":""}}                          | INVALID_REQUEST | ~~ | ~~ | types of its fields
            400 | {"error":{"code":"content_filter","message":"The response was filtered due to the prompt triggering the policy","param":"prompt","status":400,"type":null}} | CONTENT_FILTERED | content_filter | prompt | Rephrase
            400 | refused: off_topic                                                                 | CONTENT_FILTERED | off_topic | ~~ | Rephrase
            400 | {"error":{"message":"gone","code":"previous_response_not_found"}}                  | INVALID_REQUEST | previous_response_not_found | previous_response_id | whole conversation
            400 | checking third-party user token: bad request: Personal Access Tokens are not supported for this endpoint | NOT_ENTITLED | copilot_personal_access_token_refused | ~~ | fine-grained
            401 | unauthorized: token expired                                                        | SIGN_IN_REQUIRED | copilot_token_rejected | ~~ | sign in
            401 | IDE token expired: unauthorized: token expired                                     | SIGN_IN_REQUIRED | copilot_token_rejected | ~~ | sign in
            401 | unauthorized: AuthenticateToken authentication failed                              | SIGN_IN_REQUIRED | copilot_token_rejected | ~~ | sign in
            401 | unauthorized: not authorized to use this Copilot feature                           | NOT_ENTITLED | copilot_feature_not_authorized | ~~ | policy
            403 | unauthorized: not authorized to use this Copilot feature                           | NOT_ENTITLED | copilot_feature_not_authorized | ~~ | policy
            401 | Invalid auto-mode selector                                                         | INVALID_REQUEST | copilot_auto_mode_expired | model | Name a model
            401 | {"authorize_url":"https://github.com/login/oauth/authorize"}                       | NOT_ENTITLED | copilot_authorization_required | ~~ | https://github.com/login/oauth/authorize
            402 | {"error":{"message":"You have no quota","code":"quota_exceeded"}}                  | QUOTA_EXHAUSTED | quota_exceeded | ~~ | You have no quota
            402 | {"error":{"message":"used up","code":"free_quota_exceeded"}}                       | QUOTA_EXHAUSTED | free_quota_exceeded | ~~ | used up
            402 | {"error":{"message":"used up","code":"overage_limit_reached"}}                     | QUOTA_EXHAUSTED | overage_limit_reached | ~~ | used up
            402 | {"error":{"message":"no card","code":"billing_not_configured"}}                    | NOT_ENTITLED | billing_not_configured | ~~ | billing
            402 | Payment Required                                                                   | QUOTA_EXHAUSTED | quota_exceeded | ~~ | settings/copilot
            403 | Access to this endpoint is forbidden. Please review our [Terms of Service](https://docs.github.com/en/site-policy/github-terms/github-terms-of-service). | NOT_ENTITLED | copilot_access_blocked | ~~ | support
            403 | forbidden: access denied                                                           | NOT_ENTITLED | copilot_access_denied | ~~ | policy
            403 | token not authorized for this integration                                          | NOT_ENTITLED | copilot_integration_not_authorized | ~~ | providers.copilot.integration-id
            404 | {"error":{"message":"not found","code":"not_found"}}                               | UPSTREAM_PROTOCOL | copilot_path_not_found | ~~ | providers.copilot.api-url
            404 | 404 page not found                                                                 | UPSTREAM_PROTOCOL | copilot_path_not_found | ~~ | providers.copilot.api-url
            408 | {"error":{"message":"Timed out reading request body. Try again, or use a smaller request size.","code":"user_request_timeout"}} | UPSTREAM_TIMEOUT | user_request_timeout | ~~ | send less
            413 | Request Entity Too Large                                                           | INVALID_REQUEST | request_too_large | messages | 5 MB
            413 | {"error":{"message":"failed to parse request","code":""}}                          | INVALID_REQUEST | request_too_large | messages | 5 MB
            421 | Misdirected Request                                                                | UPSTREAM_PROTOCOL | copilot_misdirected | ~~ | another plan
            422 | refused                                                                            | CONTENT_FILTERED | content_filter | ~~ | Rephrase
            424 | agent failed                                                                       | UPSTREAM_UNAVAILABLE | failed_dependency | ~~ | Try again
            429 | {"error":{"message":"slow down","code":"rate_limited"}}                            | RATE_LIMITED | rate_limited | ~~ | retry-after
            429 | {"error":{"message":"slow down","code":"user_model_rate_limited:gpt-4o"}}          | RATE_LIMITED | user_model_rate_limited | ~~ | slow down
            429 | {"error":{"message":"slow down","code":"user_global_rate_limited:pro"}}            | RATE_LIMITED | user_global_rate_limited | ~~ | every model
            429 | {"error":{"message":"slow down","code":"user_weekly_rate_limited"}}                | RATE_LIMITED | user_weekly_rate_limited | ~~ | every model
            429 | {"error":{"message":"slow down","code":"integration_rate_limited"}}                | RATE_LIMITED | integration_rate_limited | ~~ | slow down
            429 | {"error":{"message":"slow down","code":"agent_mode_limit_exceeded"}}               | RATE_LIMITED | agent_mode_limit_exceeded | ~~ | slow down
            429 | {"error":{"message":"no","code":"extension_blocked","type":"rate_limit_error"}}    | RATE_LIMITED | extension_blocked | ~~ | no
            429 | {"error":{"message":"busy","code":"model_overloaded"}}                             | UPSTREAM_UNAVAILABLE | model_overloaded | ~~ | another model
            429 | {"error":{"message":"busy","code":"upstream_provider_rate_limit"}}                 | UPSTREAM_UNAVAILABLE | upstream_provider_rate_limit | ~~ | another model
            429 | too many requests                                                                  | RATE_LIMITED | rate_limited | ~~ | retry-after
            466 | bad request: the specified API version is no longer supported. You may need to update your client to a newer version. | INTERNAL | copilot_api_version_unsupported | ~~ | providers.copilot.github-api-version
            499 | ~~                                                                                 | UPSTREAM_UNAVAILABLE | copilot_cancelled | ~~ | try again
            500 | internal server error                                                              | UPSTREAM_UNAVAILABLE | ~~ | ~~ | Try again
            502 | Bad Gateway                                                                        | UPSTREAM_UNAVAILABLE | ~~ | ~~ | Try again
            503 | service temporarily unavailable, please retry                                      | UPSTREAM_UNAVAILABLE | ~~ | ~~ | Try again
            504 | upstream request timeout                                                           | UPSTREAM_TIMEOUT | ~~ | ~~ | Try again
            529 | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}        | UPSTREAM_UNAVAILABLE | ~~ | ~~ | another model
            302 | ~~                                                                                 | UPSTREAM_PROTOCOL | copilot_unexpected_status | ~~ | providers.copilot.api-url
            """)
    void explainsEachRefusal(
            int status, String body, ErrorKind kind, String code, String parameter, String partOfMessage) {
        ProviderException failure = ErrorClassifier.of(CHAT, status, GITHUB, bytes(body + "\n"), CLOCK);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code().orElse("")).isEqualTo(code);
        assertThat(failure.parameter().orElse("")).isEqualTo(parameter);
        assertThat(failure)
                .hasMessageContaining("status " + status)
                .hasMessageContaining(CHAT)
                .hasMessageContaining(partOfMessage);
        assertThat(failure.getMessage()).doesNotContain("\n", "x-github-request-id");
        assertThat(failure.upstreamStatus()).hasValue(status);
        assertThat(failure.upstreamRequestId()).contains("AAAA:1");
        // An account's limit lasts for long also where the answer does not say so.
        boolean ofAccount = code.equals("user_global_rate_limited") || code.equals("user_weekly_rate_limited");
        assertThat(failure.retryAfter()).isEqualTo(ofAccount ? Optional.of(Duration.ofHours(1)) : Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30                             | 30
            0                              | 0
            Thu, 01 Jan 2026 00:02:00 GMT  | 120
            Wed, 31 Dec 2025 23:00:00 GMT  | 0
            """)
    void readsHowLongToWait(String header, long seconds) {
        Headers headers = Headers.of("retry-after", header, "x-ratelimit-exceeded", "user-global");

        ProviderException failure = ErrorClassifier.of(CHAT, 429, headers, bytes(""), CLOCK);

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(seconds));
        assertThat(failure).hasMessageContaining("user-global");
    }

    @Test
    void countsFromTheUpstreamsOwnDate() {
        Headers headers =
                Headers.of("retry-after", "Thu, 01 Jan 2026 00:02:00 GMT", "date", "Thu, 01 Jan 2026 00:01:30 GMT");

        assertThat(ErrorClassifier.of(CHAT, 402, headers, bytes(""), CLOCK).retryAfter())
                .contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "99999999999", "99999999", ""})
    void ignoresAnUnreadableWait(String header) {
        assertThat(ErrorClassifier.of(CHAT, 429, Headers.of("retry-after", header), bytes(""), CLOCK)
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void suspectsAProxyWhereGitHubsRequestIdIsMissing() {
        ProviderException failure =
                ErrorClassifier.of(CHAT, 403, Headers.of("x-request-id", "r1"), bytes("Denied"), CLOCK);

        assertThat(failure).hasMessageContaining("proxy or firewall").hasMessageContaining("x-github-request-id");
        assertThat(failure.upstreamRequestId()).contains("r1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<!DOCTYPE html><p>Blocked</p>", " \n<html>Blocked", "\uFEFF<html>Blocked", "<head>Blocked"})
    void showsNothingOfAPage(String page) {
        ProviderException refused = ErrorClassifier.of(CHAT, 403, Headers.empty(), bytes(page), CLOCK);
        ProviderException broken = ErrorClassifier.of(CHAT, 502, Headers.empty(), bytes(page), CLOCK);

        assertThat(refused.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        assertThat(refused.code()).contains("copilot_not_reached");
        assertThat(broken.kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
        assertThat(refused.getMessage() + broken.getMessage()).doesNotContain("Blocked", "<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad token ghu_synthetic",
                "bad credentials github_pat_synthetic",
                "rejected tid=synthetic;exp=1;sku=x:mac",
                "authorization: Bearer synthetic-0123456789",
                "{\"error\":{\"message\":\"used token ghu_synthetic here\"}}"
            })
    void hidesCredentials(String body) {
        assertThat(ErrorClassifier.of(CHAT, 401, GITHUB, bytes(body), CLOCK).getMessage())
                .contains("[hidden]")
                .doesNotContain("synthetic");
    }

    @Test
    void cutsLongTexts() {
        ProviderException failure = ErrorClassifier.of(CHAT, 400, GITHUB, bytes("x".repeat(100_000)), CLOCK);

        assertThat(failure.getMessage()).hasSizeLessThan(600);
    }

    @Test
    void leavesOutAnAddressThatIsNotGitHubs() {
        ProviderException failure = ErrorClassifier.of(
                CHAT, 401, GITHUB, bytes("{\"authorize_url\":\"https://github.com.example.org/login\"}"), CLOCK);

        assertThat(failure.getMessage()).contains("allow this.").doesNotContain("example.org");
    }

    @Test
    void namesTheFieldOfTheDialect() {
        byte[] body = bytes("Request Entity Too Large");

        assertThat(ErrorClassifier.of("/responses", 413, GITHUB, body, CLOCK).parameter())
                .contains("input");
        assertThat(ErrorClassifier.of("/v1/messages", 413, GITHUB, body, CLOCK).parameter())
                .contains("messages");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"error":{"message":"slow down","code":"rate_limited"}}          | RATE_LIMITED         | rate_limited
            {"error":{"message":"broken","code":"500"}}                      | UPSTREAM_UNAVAILABLE | 500
            {"error":{"message":"wrong","code":400}}                         | INVALID_REQUEST      | 400
            {"error":"broken"}                                               | UPSTREAM_UNAVAILABLE | ~~
            {"type":"error","error":{"type":"timeout_error","message":"x"}}  | UPSTREAM_TIMEOUT     | ~~
            """)
    void explainsAnErrorInsideAnAnswer(String body, ErrorKind kind, String code) {
        ProviderException failure = ErrorClassifier.reported(CHAT, bytes(body));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.code().orElse("")).isEqualTo(code);
        assertThat(failure).hasMessageContaining(CHAT);
        assertThat(failure.upstreamStatus()).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
