package dev.sluice.provider.testkit.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.http.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeaderCheckTest {

    private final SimulatorClient client = new SimulatorClient();

    @AfterEach
    void stop() {
        client.close();
    }

    private void refuses(int status, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.get("/models");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(response.headers().firstValue("X-GitHub-Request-Id"))
                .get()
                .asString()
                .matches("[0-9A-F]{4}(:[0-9A-F]{6}){3}:[0-9A-F]{8}");
    }

    @Test
    void wantsTheEditorOfAnExchangedToken() throws IOException, InterruptedException {
        client.headers.remove("Editor-Version");
        refuses(400, "bad request: missing Editor-Version header for IDE auth\n");
        client.headers.put("Editor-Version", "nonsense");
        refuses(400, "bad request: unknown Editor-Version header for IDE auth\n");
    }

    @Test
    void wantsAKnownIntegration() throws IOException, InterruptedException {
        client.headers.remove("Copilot-Integration-Id");
        refuses(403, "token not authorized for this integration");
        client.headers.put("Copilot-Integration-Id", "somebody");
        refuses(403, "token not authorized for this integration");
    }

    @Test
    void wantsALivingToken() throws IOException, InterruptedException {
        client.clock.advance(Duration.ofMinutes(31));
        refuses(401, "unauthorized: token expired\n");
        client.headers.put("Authorization", "Bearer " + client.simulator.issueCopilotToken(Duration.ofMinutes(1)));
        assertThat(client.get("/models").statusCode()).isEqualTo(200);
        client.simulator.expireCopilotTokens();
        refuses(401, "unauthorized: token expired\n");
        client.simulator.revokeCopilotTokens();
        refuses(401, "unauthorized: AuthenticateToken authentication failed\n");
        client.headers.remove("Authorization");
        refuses(401, "unauthorized: AuthenticateToken authentication failed\n");
    }

    @Test
    void refusesUnknownVersionsAndHostsOfOtherPlans() throws IOException, InterruptedException {
        client.headers.put("X-GitHub-Api-Version", "2022-11-28");
        refuses(
                466,
                "bad request: the specified API version is no longer supported."
                        + " You may need to update your client to a newer version.\n");
        client.headers.put("X-GitHub-Api-Version", "2025-04-01");
        client.simulator.account().planHost("api.business.githubcopilot.com");
        refuses(421, "Misdirected Request\n");
        client.simulator.account().anyHost();
        assertThat(client.get("/models").statusCode()).isEqualTo(200);
    }

    @Test
    void takesGitHubTokensDirectlyByTheirKind() throws IOException, InterruptedException {
        client.headers.remove("Editor-Version");
        client.simulator.addGitHubToken("gho_synthetic", TokenKind.OTHER_OAUTH_APP);
        client.headers.put("Authorization", "Bearer gho_synthetic");
        assertThat(client.get("/models").statusCode()).isEqualTo(200);
        client.simulator.addGitHubToken("github_pat_synthetic", TokenKind.FINE_GRAINED);
        client.headers.put("Authorization", "Bearer github_pat_synthetic");
        refuses(
                400,
                "checking third-party user token: bad request:"
                        + " Personal Access Tokens are not supported for this endpoint\n");
        client.headers.put("Copilot-Integration-Id", "copilot-developer-cli");
        assertThat(client.get("/models").statusCode()).isEqualTo(200);
        client.simulator.addGitHubToken("github_pat_synthetic", TokenKind.FINE_GRAINED_WITHOUT_PERMISSION);
        refuses(401, "unauthorized: Personal Access Token does not have Copilot Requests permission\n");
    }

    @Test
    void putsItsHeadersOnEveryAnswerAndEchoesTheRequestId() throws IOException, InterruptedException {
        client.headers.put("X-Request-Id", "request-1");
        HttpResponse<String> response = client.get("/models");
        assertThat(response.headers().firstValue("X-Request-Id")).contains("request-1");
        assertThat(response.headers().firstValue("X-Quota-Snapshot-Premium_Interactions"))
                .contains("ent=300&ov=0.0&ovPerm=false&rem=100.0&rst=2026-10-01T00%3A00%3A00Z");
        client.simulator.faults().next("/models", Fault.responding(CopilotLimits.rateLimited("rate_limited", "17")));
        response = client.get("/models");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("17");
        assertThat(response.headers().firstValue("X-Request-Id")).contains("request-1");
        client.simulator.faults().next("/models", Fault.htmlPage());
        assertThat(client.get("/models").headers().firstValue("X-GitHub-Request-Id"))
                .isEmpty();
    }

    @Test
    void answersPingToAnybodyAndNothingElse() throws IOException, InterruptedException {
        client.headers.remove("Authorization");
        assertThat(client.get("/_ping").statusCode()).isEqualTo(200);
        assertThat(client.get("/chat/completions").statusCode()).isEqualTo(401);
    }
}
