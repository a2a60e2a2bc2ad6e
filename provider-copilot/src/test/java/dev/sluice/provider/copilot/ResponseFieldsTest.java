package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ResponseFieldsTest {
    private static final String WHOLE =
            "\"error\":null,\"incomplete_details\":null,\"instructions\":\"x\",\"metadata\":{},"
                    + "\"parallel_tool_calls\":false,\"temperature\":1,\"tool_choice\":\"none\",\"tools\":[],\"top_p\":1}";

    @Test
    void addsWhatIsPromised() {
        assertThat(completed("{\"id\":\"r\",\"tools\":[1],\"temperature\":0.5}"))
                .isEqualTo("{\"error\":null,\"incomplete_details\":null,\"instructions\":null,\"metadata\":{},"
                        + "\"parallel_tool_calls\":true,\"tool_choice\":\"auto\",\"top_p\":null,"
                        + "\"id\":\"r\",\"tools\":[1],\"temperature\":0.5}");
    }

    @Test
    void addsTheTokensWrittenToTheCache() {
        assertThat(completed("{\"id\":\"r\",\"usage\":{\"input_tokens_details\": {\"cached_tokens\":1}}," + WHOLE))
                .isEqualTo(
                        "{\"id\":\"r\",\"usage\":{\"input_tokens_details\": {\"cache_write_tokens\":0,\"cached_tokens\":1}},"
                                + WHOLE);
        assertThat(completed("{\"id\":\"r\",\"usage\":{\"input_tokens_details\":{}}," + WHOLE))
                .isEqualTo("{\"id\":\"r\",\"usage\":{\"input_tokens_details\":{\"cache_write_tokens\":0}}," + WHOLE);
    }

    @Test
    void takesOutUsageThatIsNotKnownYet() {
        assertThat(completed("{\"id\":\"r\",\"usage\":null," + WHOLE)).isEqualTo("{\"id\":\"r\"," + WHOLE);
    }

    @Test
    void leavesAWholeResponseAlone() {
        byte[] response = ("{\"id\":\"r\"," + WHOLE).getBytes(StandardCharsets.UTF_8);

        assertThat(ResponseFields.complete(response)).isSameAs(response);
    }

    @Test
    void leavesWhatIsNoResponseAlone() {
        assertThat(completed("{}")).isEqualTo("{}");
        assertThat(completed("{\"usage\":null}")).isEqualTo("{\"usage\":null}");
        assertThat(completed("[]")).isEqualTo("[]");
    }

    @Test
    void completesTheResponseInAnEventAndNoOther() {
        ServerSentEvent created = event("{\"response\":{\"id\":\"r\"}}");
        ServerSentEvent odd = event("nonsense");

        assertThat(new ResponsesNormalizer()
                        .normalize("response.created", created)
                        .text())
                .startsWith("{\"response\":{\"error\":null,")
                .endsWith("\"id\":\"r\"}}");
        assertThat(new ResponsesNormalizer().normalize("response.output_item.done", created))
                .isSameAs(created);
        assertThat(new ResponsesNormalizer().normalize("response.created", odd)).isSameAs(odd);
    }

    private static ServerSentEvent event(String data) {
        return ServerSentEvent.of("e", data.getBytes(StandardCharsets.UTF_8));
    }

    private static String completed(String response) {
        return new String(ResponseFields.complete(response.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
