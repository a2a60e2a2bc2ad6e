package dev.sluice.provider.testkit.copilot;

import static dev.sluice.provider.testkit.copilot.SimulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DeviceCodesTest {

    private static final String APP = "Iv1.b507a08c87ecfe98";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private final SimulatorClient client = new SimulatorClient();

    @BeforeEach
    void wantJson() {
        client.headers.put("Accept", "application/json");
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private JsonObject code() throws IOException, InterruptedException {
        return json(client.gitHub(
                "POST",
                "/login/device/code",
                JsonValues.object("client_id", APP, "scope", "read:user").toString()));
    }

    private JsonObject poll(JsonObject code) throws IOException, InterruptedException {
        return poll(code, APP, GRANT);
    }

    private JsonObject poll(JsonObject code, String app, String grant) throws IOException, InterruptedException {
        JsonObject body =
                JsonValues.object("client_id", app, "device_code", code.getString("device_code"), "grant_type", grant);
        HttpResponse<String> response = client.gitHub("POST", CopilotSimulator.POLL, body.toString());
        assertThat(response.statusCode()).isEqualTo(200);
        return json(response);
    }

    @Test
    void issuesATokenOnceTheCodeIsApproved() throws IOException, InterruptedException {
        JsonObject code = code();
        assertThat(code.getString("user_code")).matches("[A-Z]{4}-[A-Z]{4}");
        assertThat(code.getString("device_code")).hasSize(40);
        assertThat(code.getString("verification_uri")).isEqualTo(client.simulator.githubUrl() + "/login/device");
        assertThat(code.getInt("expires_in")).isEqualTo(900);
        assertThat(code.getInt("interval")).isEqualTo(5);
        assertThat(poll(code).getString("error")).isEqualTo("authorization_pending");
        client.simulator.approve(code.getString("user_code"));
        client.clock.advance(Duration.ofSeconds(5));
        JsonObject granted = poll(code);
        assertThat(granted.getString("access_token")).startsWith("ghu_simulated");
        assertThat(granted.getString("token_type")).isEqualTo("bearer");
        client.headers.put("Authorization", "token " + granted.getString("access_token"));
        assertThat(json(client.gitHub("GET", "/user", "")).getString("login")).isEqualTo("octocat");
        assertThat(client.simulator.devicePolls()).hasSize(2);
        assertThat(poll(code).getString("error")).isEqualTo("incorrect_device_code");
    }

    @Test
    void slowsDownWhoPollsTooFastAndRemembersIt() throws IOException, InterruptedException {
        JsonObject code = code();
        poll(code);
        JsonObject slower = poll(code);
        assertThat(slower.getString("error")).isEqualTo("slow_down");
        assertThat(slower.getInt("interval")).isEqualTo(10);
        client.clock.advance(Duration.ofSeconds(9));
        assertThat(poll(code).getInt("interval")).isEqualTo(15);
        client.clock.advance(Duration.ofSeconds(15));
        assertThat(poll(code).getString("error")).isEqualTo("authorization_pending");
    }

    @Test
    void tellsExpiryAndDenialApart() throws IOException, InterruptedException {
        JsonObject late = code();
        client.clock.advance(Duration.ofMinutes(15));
        assertThat(poll(late).getString("error")).isEqualTo("expired_token");
        JsonObject expired = code();
        client.simulator.expire(expired.getString("user_code"));
        assertThat(poll(expired).getString("error")).isEqualTo("expired_token");
        JsonObject denied = code();
        client.simulator.deny(denied.getString("user_code"));
        assertThat(poll(denied).getString("error")).isEqualTo("access_denied");
        assertThatIllegalArgumentException().isThrownBy(() -> client.simulator.approve(denied.getString("user_code")));
    }

    @Test
    void refusesUnknownAppsGrantsAndDisabledApps() throws IOException, InterruptedException {
        JsonObject code = code();
        assertThat(poll(code, "unknown", GRANT).getString("error")).isEqualTo("incorrect_client_credentials");
        assertThat(poll(code, APP, "password").getString("error")).isEqualTo("unsupported_grant_type");
        client.simulator.deviceFlowDisabled(true);
        assertThat(code().getString("error")).isEqualTo("device_flow_disabled");
    }

    @Test
    void speaksFormsUnlessJsonIsAskedFor() throws IOException, InterruptedException {
        client.headers.remove("Accept");
        client.headers.put("Content-Type", "application/x-www-form-urlencoded");
        HttpResponse<String> response =
                client.gitHub("POST", "/login/device/code", "client_id=" + APP + "&scope=read%3Auser");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/x-www-form-urlencoded");
        assertThat(response.body()).contains("device_code=").contains("&verification_uri=http%3A%2F%2F127.0.0.1");
    }

    @Test
    void letsAPersonApproveOnThePage() throws IOException, InterruptedException {
        JsonObject code = code();
        String userCode = code.getString("user_code");
        HttpResponse<String> page = client.gitHub("GET", "/login/device?user_code=" + userCode, "");
        assertThat(page.body()).contains("value=\"" + userCode + "\"").contains("<label for=\"code\">");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        client.headers.put("Content-Type", "application/x-www-form-urlencoded");
        String typed = userCode.replace("-", "").toLowerCase(Locale.ROOT);
        assertThat(client.gitHub("POST", "/login/device", "user_code=" + typed + "&decision=approve")
                        .body())
                .contains("Congratulations");
        client.headers.put("Content-Type", "application/json");
        assertThat(poll(code).getString("access_token")).startsWith("ghu_");
    }

    @Test
    void escapesWhatThePageIsGivenAndRefusesOtherSites() throws IOException, InterruptedException {
        assertThat(client.gitHub("GET", "/login/device?user_code=%22%3E%3Cscript%3E", "")
                        .body())
                .contains("&quot;&gt;&lt;script&gt;")
                .doesNotContain("<script>");
        client.headers.put("Content-Type", "application/x-www-form-urlencoded");
        assertThat(client.gitHub("POST", "/login/device", "user_code=AAAA-AAAA&decision=approve")
                        .statusCode())
                .isEqualTo(422);
        client.headers.put("Sec-Fetch-Site", "cross-site");
        assertThat(client.gitHub("POST", "/login/device", "user_code=AAAA-AAAA&decision=approve")
                        .statusCode())
                .isEqualTo(403);
    }
}
