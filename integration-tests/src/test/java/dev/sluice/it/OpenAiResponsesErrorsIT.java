package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.WebSearchTool;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.http.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures of Responses as OpenAI's SDK tells them. */
final class OpenAiResponsesErrorsIT {
    @RegisterExtension
    private static final OpenAiSession session = new OpenAiSession();

    @Test
    void suggestsModelsWhoseNamesAreNear() {
        NotFoundException unknown = catchThrowableOfType(
                NotFoundException.class,
                () -> session.client().responses().create(ask("copilot-gpt-4p").build()));

        tells(unknown, 404, "invalid_request_error", "model_not_found");
        assertThat(unknown).hasMessageContaining("gpt-4o");
    }

    @ParameterizedTest
    @EnumSource
    void passesOnHowLongARateLimitLasts(Upstream upstream) {
        session.copilot()
                .faults()
                .next(upstream.path(), Fault.responding(CopilotLimits.rateLimited("user_model_rate_limited", "37")));

        RateLimitException limited = catchThrowableOfType(
                RateLimitException.class,
                () -> session.client()
                        .responses()
                        .createStreaming(ask(upstream.model()).build()));

        tells(limited, 429, "rate_limit_error", "user_model_rate_limited");
        assertThat(limited.headers().values("retry-after")).containsExactly("37");
    }

    @ParameterizedTest
    @EnumSource
    void repeatsWhatTheUpstreamDislikesAboutARequest(Upstream upstream) {
        session.copilot()
                .faults()
                .next(upstream.path(), Fault.responding(CopilotRefusals.invalidBody("the input is odd")));

        BadRequestException refused = catchThrowableOfType(
                BadRequestException.class,
                () -> session.client().responses().create(ask(upstream.model()).build()));

        tells(refused, 400, "invalid_request_error", "invalid_request_body");
        assertThat(refused).hasMessageContaining("the input is odd");
    }

    @ParameterizedTest
    @EnumSource(
            value = Upstream.class,
            names = {"CHAT", "MESSAGES"})
    void refusesWhatCannotBeBridgedAndNamesIt(Upstream upstream) {
        ResponseCreateParams params = ask(upstream.model())
                .addTool(WebSearchTool.builder()
                        .type(WebSearchTool.Type.WEB_SEARCH)
                        .build())
                .build();

        BadRequestException refused = catchThrowableOfType(
                BadRequestException.class, () -> session.client().responses().create(params));

        assertThat(refused.param()).contains("tools[0].type");
        assertThat(refused).hasMessageContaining("web_search");
        assertThat(session.copilot().requests().count(upstream.path())).isZero();
    }

    private static ResponseCreateParams.Builder ask(String model) {
        return ResponseCreateParams.builder().model(model).input("Hello");
    }

    private static void tells(OpenAIServiceException failure, int status, String type, String code) {
        assertThat(failure.statusCode()).isEqualTo(status);
        assertThat(failure.type()).contains(type);
        assertThat(failure.code()).contains(code);
        assertThat(failure.headers().values("x-request-id")).hasSize(1);
    }
}
