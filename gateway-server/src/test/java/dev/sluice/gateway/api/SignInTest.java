package dev.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.SignIn;
import dev.sluice.provider.SignInStatus;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignInTest {
    private final RunningApi api = RunningApi.start();
    private final FakeSignIn signIn = new FakeSignIn();

    SignInTest() {
        api.provider.signIn = signIn;
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void startsShowsAndCancelsTheFlow() {
        String pending = "{\"state\":\"pending\",\"user_code\":\"ABCD-1234\","
                + "\"verification_uri\":\"https://github.com/login/device\",\"expires_at\":\"2100-01-01T00:00:00Z\"}";

        assertThat(api.get("/auth/fake").body()).isEqualTo("{\"state\":\"signed_out\"}");
        assertThat(api.post("/auth/fake", "").body()).isEqualTo(pending);
        HttpResponse<String> running = api.get("/auth/fake");
        assertThat(running.body()).isEqualTo(pending);
        assertThat(running.headers().firstValue("cache-control")).contains("no-store");
        assertThat(api.send(api.request("/auth/fake").DELETE().build()).body()).isEqualTo("{\"state\":\"signed_out\"}");
    }

    @Test
    void supportsTheFormatOfEarlierScripts() {
        assertThat(api.get("/api/fake/auth/status").body()).isEqualTo("{\"status\":\"not_started\"}");
        assertThat(api.post("/api/fake/auth/start", "").body())
                .startsWith("{\"status\":\"pending\",\"userCode\":\"ABCD-1234\","
                        + "\"verificationUri\":\"https://github.com/login/device\",\"expiresIn\":");
        assertThat(api.post("/api/fake/auth/cancel", "").body()).isEqualTo("{\"status\":\"not_started\"}");
    }

    @Test
    void reportsWhyTheLastFlowFailed() {
        signIn.status = new SignInStatus.Failed("The code was not entered in time.");

        assertThat(api.get("/auth/fake").body())
                .isEqualTo("{\"state\":\"failed\",\"reason\":\"The code was not entered in time.\"}");
        assertThat(api.get("/api/fake/auth/status").body())
                .isEqualTo("{\"status\":\"error\",\"error\":\"The code was not entered in time.\"}");
    }

    @Test
    void reportsAFailureToStart() {
        signIn.failure = new ProviderException(ErrorKind.UPSTREAM_UNAVAILABLE, "GitHub cannot be reached.");

        HttpResponse<String> response = api.post("/auth/fake", "");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).contains("GitHub cannot be reached.");
    }

    @Test
    void hidesTheDetailsOfAnInternalError() {
        signIn.failure = new IllegalStateException("inner workings");

        HttpResponse<String> response = api.post("/auth/fake", "", "x-request-id", "find-me");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("request id find-me").doesNotContain("inner workings");
        assertThat(api.logLine()).contains("status=500", "error=internal", "ending=gateway_error");
    }

    @Test
    void reportsAnUnknownProvider() {
        HttpResponse<String> response = api.get("/auth/nobody");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"code\":\"unknown_provider\"");
    }

    @Test
    void followsAddedAndRemovedProvidersUnderEarlierPathsToo() {
        api.provider.signIn = null;
        HttpResponse<String> before = api.get("/api/fake/auth/status");
        assertThat(before.statusCode()).isEqualTo(404);
        assertThat(before.body()).contains("\"code\":\"unknown_provider\"");

        api.provider.signIn = signIn;
        assertThat(api.post("/api/fake/auth/start", "").body()).startsWith("{\"status\":\"pending\"");

        api.provider.signIn = null;
        assertThat(api.post("/api/fake/auth/cancel", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/auth/status", "/api//auth/status", "/api/fake/more/auth/status", "/api/fake/auth"})
    void acceptsNoOtherEarlierPath(String path) {
        HttpResponse<String> response = api.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("unknown_provider");
    }

    private static final class FakeSignIn implements SignIn {
        private volatile SignInStatus status = new SignInStatus.SignedOut();
        private volatile @Nullable RuntimeException failure;

        @Override
        public SignInStatus status() {
            return status;
        }

        @Override
        public SignInStatus start() {
            RuntimeException thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
            status = new SignInStatus.Pending(
                    "ABCD-1234", URI.create("https://github.com/login/device"), Instant.parse("2100-01-01T00:00:00Z"));
            return status;
        }

        @Override
        public void cancel() {
            status = new SignInStatus.SignedOut();
        }
    }
}
