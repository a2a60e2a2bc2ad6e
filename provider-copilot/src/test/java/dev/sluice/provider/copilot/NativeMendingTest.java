package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NativeMendingTest {
    @Test
    void takesIdsFromItemsThatComeBack() {
        assertThat(mend("{\"input\":[{\"id\":\"msg_1\", \"type\":\"message\",\"role\":\"user\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c\",\"id\":\"fc_1\"},{\"id\":\"x\"}, 1]}"))
                .isEqualTo("{\"input\":[{\"type\":\"message\",\"role\":\"user\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c\"},{}, 1]}");
    }

    @Test
    void leavesReasoningAndReferencesTheirIds() {
        String body = "{\"input\":[{\"id\":\"r\",\"type\":\"reasoning\",\"encrypted_content\":\"s\"},"
                + "{\"type\":\"item_reference\",\"id\":\"i\"}]}";
        assertThat(mend(body)).isEqualTo(body);
    }

    @Test
    void takesFromToolsOnlyWhatCopilotDoesNotKnow() {
        assertThat(mend("{\"tools\":[{\"name\":\"a\",\"eager_input_streaming\":true,\"id\":\"t\","
                        + "\"input_schema\":{\"properties\":{\"eager_input_streaming\":{}}}}]}"))
                .isEqualTo("{\"tools\":[{\"name\":\"a\",\"id\":\"t\","
                        + "\"input_schema\":{\"properties\":{\"eager_input_streaming\":{}}}}]}");
    }

    @Test
    void leavesAllElseByteForByte() {
        byte[] body = "{ \"input\": \"id\", \"tools\": null, \"id\": 1 }".getBytes(StandardCharsets.UTF_8);
        assertThat(NativeMending.responses(body)).isSameAs(body);
        assertThat(NativeMending.messages(body)).isSameAs(body);
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
    void takesTheServiceTierFromResponsesRequests(String sent, String mended) {
        assertThat(mend(sent)).isEqualTo(mended);
    }

    @Test
    void leavesMessagesTheirServiceTier() {
        byte[] body = "{\"service_tier\":\"auto\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
        assertThat(NativeMending.messages(body)).isSameAs(body);
    }

    private static String mend(String json) {
        return new String(NativeMending.responses(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
