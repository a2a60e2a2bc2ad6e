package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NativeRequestEditsTest {
    @Test
    void takesIdsFromItemsThatComeBack() {
        assertThat(normalized("{\"input\":[{\"id\":\"msg_1\", \"type\":\"message\",\"role\":\"user\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c\",\"id\":\"fc_1\"},{\"id\":\"x\"}, 1]}"))
                .isEqualTo("{\"input\":[{\"type\":\"message\",\"role\":\"user\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c\"},{}, 1]}");
    }

    @Test
    void leavesReasoningAndReferencesTheirIds() {
        String body = "{\"input\":[{\"id\":\"r\",\"type\":\"reasoning\",\"encrypted_content\":\"s\"},"
                + "{\"type\":\"item_reference\",\"id\":\"i\"}]}";
        assertThat(normalized(body)).isEqualTo(body);
    }

    @Test
    void takesFromToolsOnlyWhatCopilotDoesNotKnow() {
        assertThat(normalized("{\"tools\":[{\"name\":\"a\",\"eager_input_streaming\":true,\"id\":\"t\","
                        + "\"input_schema\":{\"properties\":{\"eager_input_streaming\":{}}}}]}"))
                .isEqualTo("{\"tools\":[{\"name\":\"a\",\"id\":\"t\","
                        + "\"input_schema\":{\"properties\":{\"eager_input_streaming\":{}}}}]}");
    }

    @Test
    void leavesAllElseByteForByte() {
        byte[] body = "{ \"input\": \"id\", \"tools\": null, \"id\": 1 }".getBytes(StandardCharsets.UTF_8);
        assertThat(NativeRequest.responses(body).body()).isSameAs(body);
        assertThat(NativeRequest.messages(body).body()).isSameAs(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"service_tier\":\"flex\", \"input\":\"x\"}; {\"input\":\"x\"}",
                "{\"input\":[{\"id\":\"a\",\"b\":1}],\"service_tier\":null}; {\"input\":[{\"b\":1}]}",
                "{\"service_tier\":\"auto\"}; {}",
                "{\"text\":{\"service_tier\":1}}; {\"text\":{\"service_tier\":1}}"
            })
    void takesTheServiceTierFromResponsesRequests(String sent, String normalized) {
        assertThat(normalized(sent)).isEqualTo(normalized);
    }

    @Test
    void leavesMessagesTheirServiceTier() {
        byte[] body = "{\"service_tier\":\"auto\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(NativeRequest.messages(body).body()).isSameAs(body);
    }

    private static String normalized(String json) {
        return new String(
                NativeRequest.responses(json.getBytes(StandardCharsets.UTF_8)).body(), StandardCharsets.UTF_8);
    }
}
