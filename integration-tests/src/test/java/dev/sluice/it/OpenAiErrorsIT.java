package dev.sluice.it;

import static dev.sluice.it.OpenAiSession.CHAT;
import static dev.sluice.it.OpenAiSession.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.CopilotRefusals;
import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.Response;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures as OpenAI's SDK tells them; neither it nor the gateway retries unless a test says so. */
final class OpenAiErrorsIT {
    @RegisterExtension
    private static final OpenAiSession session = new OpenAiSession();

    @Test
    void asksForASignInWhereThereIsNoToken(@TempDir Path home) {
        try (CopilotSimulator copilot = CopilotSimulator.start();
                RunningGateway gateway = RunningGateway.start(home, copilot, Map.of())) {
            OpenAIClient client = OpenAiSession.client(gateway).build();
            try {
                UnauthorizedException refused =
                        catchThrowableOfType(UnauthorizedException.class, () -> complete(client, "gpt-4o"));

                tells(refused, 401, "authentication_error", "copilot_sign_in_required");
                assertThat(copilot.requests().count(CHAT)).isZero();
            } finally {
                client.close();
            }
        }
    }

    @Test
    void suggestsModelsWhoseNamesAreNear() {
        NotFoundException unknown =
                catchThrowableOfType(NotFoundException.class, () -> complete(session.client(), "gpt-4p"));

        tells(unknown, 404, "invalid_request_error", "model_not_found");
        assertThat(unknown.param()).contains("model");
        assertThat(unknown)
                .hasMessageContaining("gpt-4p")
                .hasMessageContaining("did you mean")
                .hasMessageContaining("gpt-4o");
        assertThat(session.copilot().requests().count(CHAT)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void passesOnHowLongARateLimitLasts(Upstream upstream) {
        nextAnswer(upstream, CopilotLimits.rateLimited("user_model_rate_limited", "37"));

        RateLimitException limited =
                catchThrowableOfType(RateLimitException.class, () -> complete(session.client(), upstream.model()));

        tells(limited, 429, "rate_limit_error", "user_model_rate_limited");
        assertThat(limited.headers().values("retry-after")).containsExactly("37");
    }

    @ParameterizedTest
    @EnumSource
    void repeatsWhatTheUpstreamDislikesAboutARequest(Upstream upstream) {
        nextAnswer(upstream, CopilotRefusals.invalidBody("temperature must be at most 2"));

        BadRequestException refused =
                catchThrowableOfType(BadRequestException.class, () -> complete(session.client(), upstream.model()));

        tells(refused, 400, "invalid_request_error", "invalid_request_body");
        assertThat(refused).hasMessageContaining("temperature must be at most 2");
    }

    @Test
    void refusesWhatCannotBeBridgedAndNamesIt() {
        ChatCompletionCreateParams params = ask(Upstream.RESPONSES.model(), "Hello")
                .logitBias(ChatCompletionCreateParams.LogitBias.builder()
                        .putAdditionalProperty("50256", JsonValue.from(-100))
                        .build())
                .build();

        BadRequestException refused = catchThrowableOfType(
                BadRequestException.class,
                () -> session.client().chat().completions().create(params));

        assertThat(refused.param()).contains("logit_bias");
        assertThat(refused).hasMessageContaining("'logit_bias'");
        assertThat(session.copilot().requests().count(Upstream.RESPONSES.path()))
                .isZero();
    }

    @Test
    void saysThatAQuotaIsUsedUp() {
        nextAnswer(Upstream.CHAT, CopilotLimits.quotaExceeded("86400"));

        UnexpectedStatusCodeException exhausted =
                catchThrowableOfType(UnexpectedStatusCodeException.class, () -> complete(session.client(), "gpt-4o"));

        tells(exhausted, 402, "insufficient_quota", "quota_exceeded");
    }

    @ParameterizedTest
    @EnumSource
    void failsAStreamThatIsRefusedLikeAnyOtherCall(Upstream upstream) {
        nextAnswer(upstream, CopilotLimits.rateLimited("rate_limited", "9"));

        RateLimitException limited = catchThrowableOfType(
                RateLimitException.class,
                () -> session.client()
                        .chat()
                        .completions()
                        .createStreaming(ask(upstream.model(), "Hello").build()));

        tells(limited, 429, "rate_limit_error", "rate_limited");
    }

    @Test
    void letsTheSdkOvercomeAnUpstreamThatIsBusyOnce() {
        nextAnswer(Upstream.CHAT, CopilotLimits.unavailable());
        OpenAIClient retrying = OpenAiSession.client(session.sluice().gateway()).build();
        try {
            assertThat(complete(retrying, "gpt-4o").choices()).hasSize(1);
        } finally {
            retrying.close();
        }
        assertThat(session.copilot().requests().to(CHAT))
                .extracting(call -> call.status().orElse(0))
                .containsExactly(503, 200);
    }

    /** Claude speaks chat completions, too. */
    private static void nextAnswer(Upstream upstream, Response response) {
        String path = upstream == Upstream.RESPONSES ? upstream.path() : CHAT;
        session.copilot().faults().next(path, Fault.responding(response));
    }

    private static ChatCompletion complete(OpenAIClient client, String model) {
        return client.chat().completions().create(ask(model, "Hello").build()).validate();
    }

    private static void tells(OpenAIServiceException failure, int status, String type, String code) {
        assertThat(failure.statusCode()).isEqualTo(status);
        assertThat(failure.type()).contains(type);
        assertThat(failure.code()).contains(code);
        assertThat(failure.headers().values("x-request-id")).hasSize(1);
    }
}
