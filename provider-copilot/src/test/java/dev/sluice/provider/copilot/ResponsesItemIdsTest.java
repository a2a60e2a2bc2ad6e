package dev.sluice.provider.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.ServerSentEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ResponsesItemIdsTest {
    private final ResponsesNormalizer normalizer = new ResponsesNormalizer();

    @Test
    void anItemEndsUnderTheIdItBeganWith() {
        normalized(
                "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"a\"}}");
        normalized(
                "{\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"type\":\"message\",\"id\":\"b\"}}");

        assertThat(
                        normalized(
                                "{\"type\":\"response.output_text.delta\",\"item_id\":\"z\",\"output_index\":0,\"delta\":\"id\"}"))
                .isEqualTo(
                        "{\"type\":\"response.output_text.delta\",\"item_id\":\"a\",\"output_index\":0,\"delta\":\"id\"}");
        assertThat(normalized("{\"item\":{\"id\":\"y\",\"content\":[{\"id\":\"w\"}]},\"output_index\":1}"))
                .isEqualTo("{\"item\":{\"id\":\"b\",\"content\":[{\"id\":\"w\"}]},\"output_index\":1}");
    }

    @Test
    void reasoningKeepsTheIdOfItsEncryptedContent() {
        normalized("{\"output_index\":0,\"item\":{\"type\":\"reasoning\",\"id\":\"a\"}}");
        String done = "{\"output_index\":0,\"item\":{\"type\":\"reasoning\",\"id\":\"z\",\"encrypted_content\":\"s\"}}";
        assertThat(normalized(done)).isEqualTo(done);
    }

    @Test
    void theWholeResponseNamesItsItemsAsTheyBegan() {
        normalized("{\"output_index\":1,\"item\":{\"type\":\"message\",\"id\":\"a\"}}");
        normalized("{\"output_index\":2,\"item\":{\"id\":\"b\",\"type\":\"function_call\"}}");

        assertThat(normalized("{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":["
                        + "{\"type\":\"reasoning\",\"id\":\"x\"},{\"type\":\"message\",\"id\":\"y\"},"
                        + "{\"id\":\"z\",\"type\":\"function_call\"},null]}}"))
                .isEqualTo("{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":["
                        + "{\"type\":\"reasoning\",\"id\":\"x\"},{\"type\":\"message\",\"id\":\"a\"},"
                        + "{\"id\":\"b\",\"type\":\"function_call\"},null]}}");
    }

    @Test
    void whatNamesNoItemStaysTheSame() {
        ServerSentEvent event = ServerSentEvent.of("x", "nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(normalizer.normalize("x", event)).isSameAs(event);
    }

    private String normalized(String data) {
        return normalizer
                .normalize("e", ServerSentEvent.of("e", data.getBytes(StandardCharsets.UTF_8)))
                .text();
    }
}
