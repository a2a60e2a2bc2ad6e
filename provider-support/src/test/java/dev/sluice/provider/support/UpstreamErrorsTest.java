package dev.sluice.provider.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UpstreamErrorsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    private final UpstreamErrors errors =
            new UpstreamErrors("Upstream", "providers.up", Map.of("1113", ErrorKind.QUOTA_EXHAUSTED), CLOCK);

    /** Bodies as the vendors publish them: OpenAI, Azure, OpenRouter, Ollama, GitHub Models, xAI, vLLM and others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "401 | {'error':{'message':'Incorrect API key"
                        + " provided','type':'invalid_request_error','param':null,'code':'invalid_api_key'}} |"
                        + " SIGN_IN_REQUIRED | invalid_api_key",
                "401 | {'error':{'message':'You have insufficient permissions for this operation. Missing scopes:"
                        + " api.model.read.'}} | NOT_ENTITLED | ",
                "403 | {'error':{'message':'Insufficient permissions, says our content management policy.'}} |"
                        + " NOT_ENTITLED | ",
                "429 | {'error':{'message':'You exceeded your current"
                        + " quota','type':'insufficient_quota','param':null,'code':'insufficient_quota'}} |"
                        + " QUOTA_EXHAUSTED | insufficient_quota",
                "429 | {'error':{'message':'Rate limit"
                        + " reached','type':'tokens','param':null,'code':'rate_limit_exceeded'}} | RATE_LIMITED |"
                        + " rate_limit_exceeded",
                "404 | {'error':{'message':'The model `x` does not"
                        + " exist','type':'invalid_request_error','param':null,'code':'model_not_found'}} | UNKNOWN_MODEL"
                        + " | model_not_found",
                "400 | {'error':{'message':'This model`s maximum context length is 8192"
                        + " tokens','type':'invalid_request_error','param':'messages','code':null}} | INVALID_REQUEST |"
                        + " context_length_exceeded",
                "400 | {'error':{'message':'The response was"
                        + " filtered','type':null,'param':'prompt','code':'content_filter','status':400,'innererror':{'code':'ResponsibleAIPolicyViolation','content_filter_result':{'hate':{'filtered':true,'severity':'high'}}}}}"
                        + " | CONTENT_FILTERED | content_filter",
                "404 | {'error':{'code':'DeploymentNotFound','message':'The API deployment for this resource does not"
                        + " exist.'}} | UNKNOWN_MODEL | DeploymentNotFound",
                "401 | {'error':{'code':'401','message':'Access denied due to invalid subscription key or wrong API"
                        + " endpoint.'}} | SIGN_IN_REQUIRED | ",
                "402 | {'error':{'code':402,'message':'Insufficient credits'}} | QUOTA_EXHAUSTED | ",
                "403 |"
                        + " {'error':{'code':403,'message':'Flagged','metadata':{'reasons':['violence'],'flagged_input':'...',"
                        + "'provider_name':'OpenAI','model_slug':'openai/gpt-4o'}}} | CONTENT_FILTERED | content_filter",
                "403 | {'error':{'code':403,'message':'This key may not','metadata':{'provider_name':'OpenAI'}}}"
                        + " | NOT_ENTITLED | ",
                "502 | {'error':{'code':502,'message':'Provider returned"
                        + " error','metadata':{'raw':'boom','provider_name':'Z'}}} | UPSTREAM_UNAVAILABLE | ",
                "404 | {'error':'model `x` not found'} | UNKNOWN_MODEL | ",
                "400 | {'error':{'message':'x:latest does not support tools','type':'api_error','param':null,'code':null}}"
                        + " | INVALID_REQUEST | api_error",
                "529 | {'error':{'type':'api_error','message':'Internal'}} | UPSTREAM_UNAVAILABLE | api_error",
                "500 | {'error':'llama runner process has terminated'} | UPSTREAM_UNAVAILABLE | ",
                "400 | {'code':'Client specified an invalid argument','error':'Incorrect API key provided'} |"
                        + " INVALID_REQUEST | ",
                "422 | {'detail':[{'type':'missing','loc':['body','messages'],'msg':'Field required'}]} |"
                        + " INVALID_REQUEST | missing",
                "404 | {'detail':'Not Found'} | UPSTREAM_PROTOCOL | ",
                "400 | {'error':{'code':'unknown_model','message':'Unknown model: gpt-9','details':'Unknown model:"
                        + " gpt-9'}} | UNKNOWN_MODEL | unknown_model",
                "429 | {'error':{'code':'RateLimitReached','message':'Rate limit of 10 per 60s exceeded for"
                        + " UserByModelByMinute','details':'x'}} | RATE_LIMITED | RateLimitReached",
                "400 | {'error':{'code':400,'message':'the request exceeds the available context"
                        + " size','type':'exceed_context_size_error','n_ctx':4096}} | INVALID_REQUEST |"
                        + " context_length_exceeded",
                "404 | {'object':'error','message':'The model `x` does not"
                        + " exist.','type':'NotFoundError','param':null,'code':404} | UNKNOWN_MODEL | NotFoundError",
                "402 | {'error':{'message':'Insufficient"
                        + " Balance','type':'unknown_error','param':null,'code':'invalid_request_error'}} |"
                        + " QUOTA_EXHAUSTED | unknown_error",
                "529 | {'type':'error','error':{'type':'overloaded_error','message':'Overloaded'}} |"
                        + " UPSTREAM_UNAVAILABLE | overloaded_error",
                "400 | {'error':{'code':400,'message':'API key not"
                        + " valid.','status':'INVALID_ARGUMENT','details':[{'@type':'t','reason':'API_KEY_INVALID','domain':'d'}]}}"
                        + " | SIGN_IN_REQUIRED | API_KEY_INVALID",
                "400 | {'error':{'code':1113,'message':'own code'}} | QUOTA_EXHAUSTED | ",
                "503 | upstream connect error | UPSTREAM_UNAVAILABLE | ",
                "504 | gateway timeout | UPSTREAM_TIMEOUT | ",
                "302 | | UPSTREAM_PROTOCOL | ",
            })
    void tellsWhatARefusalMeans(int status, String body, ErrorKind kind, String code) {
        ProviderException failure =
                errors.of("/chat/completions", status, Headers.empty(), json(body == null ? "" : body));
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure.code().orElse(null)).isEqualTo(code);
        assertThat(failure.upstreamStatus()).hasValue(status);
    }

    @Test
    void quotesTheUpstreamButNoKey() {
        ProviderException failure = errors.of(
                "/models",
                401,
                Headers.of("x-request-id", "req_1"),
                json("{'error':{'message':'Incorrect API key"
                        + " provided: sk-proj-abcdefghijklmnop. You can find yours at https://example.com.'}}"));
        assertThat(failure).hasMessageContaining("Incorrect API key provided").hasMessageNotContaining("abcdefgh");
        assertThat(failure.upstreamRequestId()).contains("req_1");
    }

    @Test
    void namesTheParameterToBlame() {
        ProviderException failure = errors.of(
                "/chat/completions",
                400,
                Headers.empty(),
                json(
                        "{'error':{'message':'bad','type':'invalid_request_error','param':'messages.[0].role','code':null}}"));
        assertThat(failure.parameter()).contains("messages.[0].role");
    }

    @Test
    void takesAPageForAWrongAddress() {
        ProviderException failure = errors.of(
                "/models", 404, Headers.empty(), "<!DOCTYPE html><title>x</title>".getBytes(StandardCharsets.UTF_8));
        assertThat(failure.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
        assertThat(failure).hasMessageContaining("providers.up.base-url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id':'gen','error':{'code':502,'message':'Provider disconnected'},'choices':[]} |"
                        + " UPSTREAM_UNAVAILABLE",
                "{'error':{'code':429,'message':'Rate limited'}} | RATE_LIMITED",
                "{'type':'response.failed','response':{'status':'failed','error':{'code':'rate_limit_exceeded','message':'x'}}}"
                        + " | RATE_LIMITED",
                "{'type':'error','code':'server_error','message':'x'} | UPSTREAM_UNAVAILABLE",
                "{'error':'an error was encountered while running the model'} | UPSTREAM_UNAVAILABLE",
            })
    void tellsWhatAnErrorWithinAnAnswerMeans(String body, ErrorKind kind) {
        assertThat(errors.reported("/chat/completions", json(body)).kind()).isEqualTo(kind);
    }

    @Test
    void readsTheDelayThatGoogleGivesInTheBody() {
        ProviderException failure = errors.of(
                "/x",
                429,
                Headers.empty(),
                json(
                        "{'error':{'code':429,'status':'RESOURCE_EXHAUSTED','message':'x','details':[{'retryDelay':'34.5s'}]}}"));
        assertThat(failure.retryAfter()).contains(Duration.ofMillis(34_500));
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
