package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.testkit.copilot.CopilotSimulator;
import dev.sluice.provider.testkit.http.RecordedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that does not live long is replaced behind the requests' back. */
final class TokenRefreshIT {
    private static final String COPILOT_CHAT = "/chat/completions";

    /** A little more than the background's shortest pause. */
    private static final Duration REFRESH_IN = Duration.ofSeconds(16);

    private static final Duration LIFE = Duration.ofSeconds(25);

    @TempDir
    Path home;

    private int asked;

    @Test
    void freshTokenIsThereBeforeTheOldOneEnds() throws Exception {
        CopilotSimulator simulator = CopilotSimulator.start();
        simulator.account().tokenLife(LIFE, REFRESH_IN);
        try (SignedInGateway gateway = SignedInGateway.start(home, simulator, Map.of())) {
            assertThat(chat(gateway)).isEqualTo(200);
            // Nobody asks for anything meanwhile.
            Eventually.holds("a refresh", () -> simulator.exchanges().size() == 2);
            Eventually.holds("its use", () -> {
                assertThat(chat(gateway)).isEqualTo(200);
                return tokens(simulator).size() == 2;
            });

            List<RecordedRequest> chats = simulator.requests().to(COPILOT_CHAT);
            assertThat(chats).as("none was refused and replayed").hasSize(asked);
            assertThat(simulator.exchanges()).hasSize(2);
        }
    }

    private int chat(SignedInGateway gateway) throws Exception {
        asked++;
        return gateway.client().post(GatewayClient.CHAT, ChatRequests.of(false)).statusCode();
    }

    private static List<String> tokens(CopilotSimulator simulator) {
        return simulator.requests().to(COPILOT_CHAT).stream()
                .map(request -> request.header("Authorization").orElseThrow())
                .distinct()
                .toList();
    }
}
