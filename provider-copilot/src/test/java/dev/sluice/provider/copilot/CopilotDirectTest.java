package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.testkit.copilot.CopilotLimits;
import dev.sluice.provider.testkit.copilot.TokenKind;
import dev.sluice.provider.testkit.http.Fault;
import dev.sluice.provider.testkit.http.RecordedRequest;
import dev.sluice.provider.testkit.http.Response;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the API host of a token is found that is used as it is. */
@Timeout(120)
final class CopilotDirectTest {
    private static final String CHAT = "/chat/completions";
    private static final String FACTS = "/copilot_internal/user";
    private static final String GRAPHQL = "/graphql";
    private static final String TOKEN = "github_pat_synthetic";
    private static final Response NOT_FOUND = Response.of(404, "application/json", "{\"message\":\"Not Found\"}");

    @TempDir
    Path home;

    private TestGateway gateway() throws IOException {
        TestGateway gateway = TestGateway.signedOut(home).with(CopilotSettings.AUTH, "direct");
        gateway.simulator().addGitHubToken(TOKEN, TokenKind.FINE_GRAINED);
        gateway.env("GITHUB_COPILOT_TOKEN=" + TOKEN + "\n");
        return gateway;
    }

    @Test
    void factsOfTheUserNameTheHostOnceForAllCalls() throws Exception {
        try (TestGateway gateway = gateway()) {
            gateway.start();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.chat()).contains("\"choices\"");
            RecordedRequest asked = gateway.simulator().requests().last(FACTS).orElseThrow();
            assertThat(asked.header("Authorization")).contains("token " + TOKEN);
            assertThat(gateway.simulator().requests().count(FACTS)).isEqualTo(1);
            assertThat(gateway.simulator().requests().count(GRAPHQL)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            200 | {'login':'octocat'}
            200 | {'login':'octocat','endpoints':null}
            200 | <html>
            401 | {'message':'Bad credentials'}
            403 | {'message':'Resource not accessible by personal access token'}
            404 | {'message':'Not Found'}
            """)
    void graphqlNamesTheHostWhereTheFactsOfTheUserDoNot(int status, String body) throws Exception {
        try (TestGateway gateway = gateway()) {
            Response facts = Response.of(status, "application/json", body.replace('\'', '"'));
            gateway.simulator().faults().always(FACTS, Fault.responding(facts));
            gateway.start();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.chat()).contains("\"choices\"");
            RecordedRequest asked = gateway.simulator().requests().last(GRAPHQL).orElseThrow();
            assertThat(asked.header("Authorization")).contains("token " + TOKEN);
            assertThat(asked.json().getString("query")).contains("copilotEndpoints");
            assertThat(gateway.simulator().requests().count(GRAPHQL)).isEqualTo(1);
        }
    }

    @Test
    void hostThatNobodyNamesIsAFailureAndAskedForAgain() throws Exception {
        try (TestGateway gateway = gateway()) {
            gateway.simulator().faults().next(FACTS, Fault.responding(NOT_FOUND));
            gateway.simulator().faults().next(GRAPHQL, Fault.responding(NOT_FOUND));
            gateway.start();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
            assertThat(refused)
                    .hasMessageContaining("named no Copilot API, and none is configured")
                    .hasMessageNotContaining(TOKEN);
            assertThat(gateway.simulator().requests().count(CHAT)).isZero();
            assertThat(gateway.chat()).contains("\"choices\"");
        }
    }

    @Test
    void hostThatIsConfiguredIsNotAskedFor() throws Exception {
        try (TestGateway gateway = gateway()) {
            gateway.with(
                    CopilotSettings.API_URL, gateway.simulator().copilotApiUrl().toString());
            gateway.start();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.simulator().requests().count(FACTS)).isZero();
            assertThat(gateway.simulator().requests().count(GRAPHQL)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void hostThatCannotBeAskedForNowIsTheUpstreamsFault(boolean byGraphql) throws Exception {
        try (TestGateway gateway = gateway()) {
            if (byGraphql) {
                gateway.simulator().faults().next(FACTS, Fault.responding(NOT_FOUND));
            }
            gateway.simulator().faults().next(byGraphql ? GRAPHQL : FACTS, Fault.status(503, "unicorn"));
            gateway.start();
            assertThat(gateway.refusedChat().kind()).isEqualTo(ErrorKind.UPSTREAM_UNAVAILABLE);
            assertThat(gateway.chat()).contains("\"choices\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void nothingIsSentToAHostileHost(boolean byGraphql) throws Exception {
        try (TestGateway gateway = gateway()) {
            if (byGraphql) {
                gateway.simulator().faults().always(FACTS, Fault.responding(NOT_FOUND));
            }
            gateway.simulator().account().apiEndpoint("https://githubcopilot.com.evil.example");
            gateway.start();
            ProviderException refused = gateway.refusedChat();
            assertThat(refused.kind()).isEqualTo(ErrorKind.UPSTREAM_PROTOCOL);
            assertThat(refused).hasMessageContaining("nothing was sent to it").hasMessageNotContaining(TOKEN);
        }
    }

    @Test
    void misdirectedCallAsksForTheHostAgainAndIsReplayed() throws Exception {
        try (TestGateway gateway = gateway()) {
            gateway.simulator().faults().next(CHAT, Fault.responding(CopilotLimits.misdirected()));
            gateway.start();
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.simulator().requests().count(FACTS)).isEqualTo(2);
            assertThat(gateway.simulator().requests().count(CHAT)).isEqualTo(2);
        }
    }

    @Test
    void anotherTokenHasAHostOfItsOwn() throws Exception {
        try (TestGateway gateway = gateway()) {
            gateway.start();
            gateway.chat();
            gateway.simulator().addGitHubToken("github_pat_other", TokenKind.FINE_GRAINED, "hubot");
            gateway.env("GITHUB_COPILOT_TOKEN=github_pat_other\n");
            assertThat(gateway.chat()).contains("\"choices\"");
            assertThat(gateway.simulator().requests().count(FACTS)).isEqualTo(2);
            assertThat(gateway.simulator().requests().last(CHAT).orElseThrow().header("Authorization"))
                    .contains("Bearer github_pat_other");
        }
    }
}
