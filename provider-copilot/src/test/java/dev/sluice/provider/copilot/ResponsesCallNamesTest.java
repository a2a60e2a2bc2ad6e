package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ResponsesCallNamesTest {
    private static final String BEGINS = "response.output_item.added";
    private static final String WHOLE = "response.function_call_arguments.done";

    private final ResponsesNormalizer normalizer = new ResponsesNormalizer();

    @Test
    void repeatsTheNameWhereTheArgumentsAreWhole() {
        normalized(BEGINS, "{\"output_index\":0,\"item\":{\"type\":\"function_call\",\"name\":\"first\"}}");
        normalized(BEGINS, "{\"output_index\":1,\"item\":{\"name\":\"se\\\"cond\",\"type\":\"function_call\"}}");

        assertThat(normalized(WHOLE, "{\"arguments\":\"{}\",\"output_index\":1}"))
                .isEqualTo("{\"name\":\"se\\\"cond\",\"arguments\":\"{}\",\"output_index\":1}");
    }

    @Test
    void leavesANameThatIsThere() {
        normalized(BEGINS, "{\"output_index\":0,\"item\":{\"name\":\"first\"}}");
        String done = "{\"output_index\":0,\"name\":\"other\",\"arguments\":\"{}\"}";

        assertThat(normalized(WHOLE, done)).isEqualTo(done);
    }

    @Test
    void leavesWhatItDoesNotKnow() {
        String done = "{\"output_index\":7,\"arguments\":\"{}\"}";

        assertThat(normalized(WHOLE, done)).isEqualTo(done);
        assertThat(normalized(WHOLE, "nonsense")).isEqualTo("nonsense");
        assertThat(normalized("response.output_text.delta", "{\"output_index\":0}"))
                .isEqualTo("{\"output_index\":0}");
    }

    private String normalized(String type, String data) {
        return normalizer
                .normalize(type, ServerSentEvent.of(type, data.getBytes(StandardCharsets.UTF_8)))
                .text();
    }
}
