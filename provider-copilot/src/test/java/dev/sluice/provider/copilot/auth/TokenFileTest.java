package dev.sluice.provider.copilot.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TokenFileTest {
    private static final Instant END = Instant.parse("2025-10-17T20:43:12Z");

    @Test
    void readsThePredecessorsLayout() {
        TokenFile file = parse(
                        "{\"token\":\"tid=1\",\"expires_at\":\"2025-10-17T20:43:12.000Z\",\"info\":{\"sku\":\"x\"}}")
                .orElseThrow();
        assertThat(file.issued().token().reveal()).isEqualTo("tid=1");
        assertThat(file.issued().freshUntil()).isEqualTo(END);
        assertThat(file.mark()).isEmpty();
    }

    @Test
    void readsTheOlderLayoutWithTheTokenInside() {
        TokenFile file = parse("{\"expires_at\":\"2025-10-17T20:43:12.000Z\",\"info\":{\"token\":\"tid=2\"}}")
                .orElseThrow();
        assertThat(file.issued().token().reveal()).isEqualTo("tid=2");
        assertThat(file.issued().info().containsKey("token")).isFalse();
    }

    @Test
    void findsNothingInALayoutWithoutAToken() {
        assertThat(parse("{\"expires_at\":\"2025-10-17T20:43:12.000Z\",\"info\":{}}"))
                .isEmpty();
        assertThat(parse("{\"token\":\"tid=3\",\"info\":{}}")).isEmpty();
        assertThat(parse("[]")).isEmpty();
        assertThat(parse("{\"token\":")).isEmpty();
        assertThat(parse("")).isEmpty();
    }

    @Test
    void writesWhatItReadsAndKeepsWhatItDoesNotKnow() {
        String text = """
                {
                  "token": "tid=1",
                  "expires_at": "2025-10-17T20:43:12.000Z",
                  "info": {
                    "endpoints": {
                      "api": "https://api.githubcopilot.com"
                    },
                    "later": [
                      1,
                      null
                    ],
                    "none": {}
                  },
                  "account": "0123456789abcdef"
                }
                """;
        assertThat(new String(parse(text).orElseThrow().format(), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    private static Optional<TokenFile> parse(String text) {
        return TokenFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
