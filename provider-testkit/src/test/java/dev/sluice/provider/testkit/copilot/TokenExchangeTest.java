package dev.sluice.provider.testkit.copilot;

import static dev.sluice.provider.testkit.copilot.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TokenExchangeTest {

    private final SimulatorClient client = new SimulatorClient();

    @BeforeEach
    void useTheGitHubToken() {
        client.headers.put("Authorization", "token " + SimulatorClient.GITHUB_TOKEN);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private HttpResponse<String> exchange() throws IOException, InterruptedException {
        return client.gitHub("GET", CopilotSimulator.EXCHANGE, "");
    }

    @Test
    void givesATokenThatTheCopilotApiTakes() throws IOException, InterruptedException {
        JsonObject envelope = json(exchange());
        assertThat(envelope.getString("token")).matches("tid=[0-9a-f]{32};exp=\\d+;sku=.*;8kp=1:[0-9a-f]{64}");
        assertThat(envelope.getInt("refresh_in")).isEqualTo(1_500);
        assertThat(envelope.getJsonNumber("expires_at").longValue())
                .isEqualTo(client.clock.instant().getEpochSecond() + 1_800);
        assertThat(envelope.getJsonObject("endpoints").getString("api"))
                .isEqualTo(client.simulator.copilotApiUrl().toString());
        client.headers.put("Authorization", "Bearer " + envelope.getString("token"));
        assertThat(client.get("/models").statusCode()).isEqualTo(200);
        client.clock.advance(Duration.ofMinutes(30));
        assertThat(client.get("/models").body()).isEqualTo("unauthorized: token expired\n");
        assertThat(client.simulator.exchanges()).hasSize(1);
    }

    @Test
    void shiftsExpiryByTheServersClock() throws IOException, InterruptedException {
        client.simulator.account().clockOffset(Duration.ofHours(-1));
        JsonObject envelope = json(exchange());
        assertThat(envelope.getJsonNumber("expires_at").longValue())
                .isLessThan(client.clock.instant().getEpochSecond());
        client.headers.put("Authorization", "Bearer " + envelope.getString("token"));
        assertThat(client.get("/models").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAsGitHubDoes() throws IOException, InterruptedException {
        SimulatedAccount account = client.simulator.account();
        account.refuse("no_copilot_access");
        assertThat(exchange().statusCode()).isEqualTo(403);
        assertThat(json(exchange()).getJsonObject("error_details").getString("message"))
                .isEqualTo("No access to GitHub Copilot found. You are currently logged in as octocat.");
        account.refuse(GitHubErrors.rateLimited());
        assertThat(json(exchange()).getString("message")).startsWith("API rate limit exceeded");
        account.refuse(GitHubErrors.unavailable(502));
        assertThat(exchange().statusCode()).isEqualTo(502);
        account.admit();
        assertThat(exchange().statusCode()).isEqualTo(200);
        client.simulator.revokeGitHubToken(SimulatorClient.GITHUB_TOKEN);
        assertThat(exchange().statusCode()).isEqualTo(401);
        assertThat(json(exchange()).getString("message")).isEqualTo("Bad credentials");
    }

    @Test
    void exchangesOnlyTokensOfTheAppsThatMay() throws IOException, InterruptedException {
        client.simulator.addGitHubToken("gho_synthetic", TokenKind.OTHER_OAUTH_APP);
        client.simulator.addGitHubToken("github_pat_synthetic", TokenKind.FINE_GRAINED);
        client.headers.put("Authorization", "Bearer gho_synthetic");
        assertThat(exchange().statusCode()).isEqualTo(404);
        client.headers.put("Authorization", "Bearer github_pat_synthetic");
        assertThat(json(exchange()).getString("message")).isEqualTo("Resource not accessible by personal access token");
    }

    @Test
    void leavesTheTokenOutAndNamesOtherHostsWhenToldTo() throws IOException, InterruptedException {
        client.simulator.account().apiEndpoint("http://user@evil.example");
        assertThat(json(exchange()).getJsonObject("endpoints").getString("api")).isEqualTo("http://user@evil.example");
        client.simulator.account().omitToken(true);
        assertThat(json(exchange())).doesNotContainKey("token").containsKey("chat_enabled");
    }

    @Test
    void tellsPlanQuotaAndHost() throws IOException, InterruptedException {
        client.simulator.account().quota().set(300, 225.4, true);
        JsonObject user = json(client.gitHub("GET", "/copilot_internal/user", ""));
        assertThat(user.getString("copilot_plan")).isEqualTo("individual");
        JsonObject premium = user.getJsonObject("quota_snapshots").getJsonObject("premium_interactions");
        assertThat(premium.getInt("remaining")).isEqualTo(225);
        assertThat(premium.getJsonNumber("percent_remaining").doubleValue()).isEqualTo(75.1);
        JsonObject graph = json(client.gitHub(
                "POST", "/graphql", "{\"query\":\"query { viewer { login copilotEndpoints { api } } }\"}"));
        assertThat(graph.toString()).contains(client.simulator.copilotApiUrl().toString());
    }

    @Test
    void refusesCopilotsVersionDatesOnThePublicApi() throws IOException, InterruptedException {
        assertThat(client.gitHub("GET", "/user", "").statusCode()).isEqualTo(200);
        client.headers.put("X-GitHub-Api-Version", "2025-04-01");
        assertThat(client.gitHub("GET", "/user", "").statusCode()).isEqualTo(400);
    }
}
