package dev.sluice.provider.copilot.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class OAuthReplyTest {
    @Test
    void readsJson() {
        OAuthReply reply = parse("{\"error\":\"slow_down\",\"interval\":10,\"other\":null}");
        assertThat(reply.text("error")).contains("slow_down");
        assertThat(reply.number("interval")).hasValue(10);
        assertThat(reply.text("other")).isEmpty();
    }

    @Test
    void readsForms() {
        OAuthReply reply =
                parse("user_code=AB-CD&interval=5&verification_uri=https%3A%2F%2Fgithub.com%2Flogin&bad=%zz");
        assertThat(reply.text("verification_uri")).contains("https://github.com/login");
        assertThat(reply.number("interval")).hasValue(5);
        assertThat(reply.text("bad")).isEmpty();
    }

    private static OAuthReply parse(String body) {
        return OAuthReply.parse(body.getBytes(StandardCharsets.UTF_8));
    }
}
