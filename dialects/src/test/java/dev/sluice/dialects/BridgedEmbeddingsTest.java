package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.json.JsonDocument;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BridgedEmbeddingsTest {
    @Test
    void oneTextBecomesOneVector() {
        BridgedEmbeddings one = bridged(
                "{\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},\"output_dimensionality\":2,"
                        + "\"taskType\":\"RETRIEVAL_QUERY\"}",
                false);

        assertThat(text(one.request("m"))).isEqualTo("{\"model\":\"m\",\"input\":[\"a\\nb\"],\"dimensions\":2}");
        assertThat(one.leftOut()).containsExactly("taskType");
        assertThat(text(one.reply(reply("[{\"index\":0,\"embedding\":[0.5,-1]}]"))))
                .isEqualTo("{\"embedding\":{\"values\":[0.5,-1]}}");
    }

    @Test
    void vectorsOfABatchComeInTheOrderOfTheirTexts() {
        BridgedEmbeddings batch = bridged(
                "{\"requests\":[{\"model\":\"models/m\",\"content\":{\"parts\":[{\"text\":\"a\"}]}},"
                        + "{\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}",
                true);

        assertThat(text(batch.request("m"))).isEqualTo("{\"model\":\"m\",\"input\":[\"a\",\"b\"]}");
        assertThat(text(batch.reply(reply("[{\"index\":1,\"embedding\":[2]},{\"index\":0,\"embedding\":[1]}]"))))
                .isEqualTo("{\"embeddings\":[{\"values\":[1]},{\"values\":[2]}]}");
        assertThatThrownBy(() -> batch.reply(reply("[{\"index\":0,\"embedding\":[1]}]")))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("a vector for each text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|false|content",
                "{\"content\":\"x\"}|false|content",
                "{\"content\":{\"parts\":[]}}|false|content.parts",
                "{\"content\":{\"parts\":[{\"inlineData\":{}}]}}|false|content.parts[0].text",
                "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":0}|false|outputDimensionality",
                "{}|true|requests",
                "{\"requests\":[{}]}|true|requests[0].content",
                "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"content\":{\"parts\":[{\"text\":\"b\"}]},\"outputDimensionality\":1}]}|true|requests[1].outputDimensionality"
            })
    void namesTheFieldThatIsWrong(String body, boolean batch, String field) {
        ProviderException refused = catchThrowableOfType(ProviderException.class, () -> bridged(body, batch));

        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refused.parameter()).contains(field);
    }

    private static BridgedEmbeddings bridged(String body, boolean batch) {
        return new BridgedEmbeddings(JsonDocument.parse(body.getBytes(StandardCharsets.UTF_8)), batch);
    }

    private static Reply reply(String data) {
        return Reply.Complete.of(
                Headers.empty(),
                ("{\"object\":\"list\",\"data\":" + data + "}").getBytes(StandardCharsets.UTF_8),
                new TokenUsage(1, 0, 0, 0));
    }

    private static String text(Reply reply) {
        Reply.Complete complete = (Reply.Complete) reply;
        assertThat(complete.usage()).isPresent();
        return text(complete.body());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
