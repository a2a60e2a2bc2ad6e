package dev.sluice.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTreeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[],\"b\":[1,-2,0.50,1e3,1E-7,123456789012345678,1234567890123456789012],\"c\":null}",
                "{\"a\":{\"b\":[{\"c\":[true,false,[[]]]}]},\"\":\"\"}",
                "{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u00e9\\ud83d\\ude00 é 😀 \u007f\"}",
                " { \"a\" : 1 , \"a\" : 2 } "
            })
    void readsAndWritesWhatOthersDo(String json) {
        JsonObject tree = JsonTree.object(json).orElseThrow();

        assertThat(tree).isEqualTo(others(json));
        assertThat(others(new String(JsonTree.bytes(tree), StandardCharsets.UTF_8)))
                .isEqualTo(tree);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"a\":1}x", "{'a':1}", "{\"a\":01}", "{\"a\":1e99999999999}"})
    void readsNothingElse(String json) {
        assertThat(JsonTree.object(json)).isEmpty();
    }

    @Test
    void readsNoBrokenUtf8AndNoNumberOfAMillionDigits() {
        assertThat(JsonTree.object(new byte[] {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'}))
                .isEmpty();
        assertThat(JsonTree.object("{\"a\":" + "9".repeat(1_000_000) + "}")).isEmpty();
    }

    @Test
    void keepsNumbersAsTheyAreWritten() {
        String json = "{\"a\":1.0,\"b\":100000000000000000000,\"c\":-0.10}";

        assertThat(new String(JsonTree.bytes(JsonTree.object(json).orElseThrow()), StandardCharsets.UTF_8))
                .isEqualTo(json);
        assertThat(JsonTree.object("{\"a\":1e400}")
                        .orElseThrow()
                        .getJsonNumber("a")
                        .bigDecimalValue())
                .isEqualTo(new BigDecimal("1e400"));
    }

    @Test
    void carriesAPictureOfTwentyMegabytes() {
        String picture = "data:image/png;base64," + "iVBORw0K".repeat(20 * 1024 * 1024 / 8);
        byte[] json = ("{\"url\":\"" + picture + "\",\"x\":[1]}").getBytes(StandardCharsets.US_ASCII);

        JsonObject tree = JsonTree.object(json).orElseThrow();

        assertThat(tree.getString("url")).hasSize(picture.length());
        assertThat(JsonTree.bytes(tree)).isEqualTo(json);
    }

    @Test
    void writesALoneHalfOfACharacterSoThatItSurvives() {
        JsonValue tree = JsonTree.object().add("a", "x\ud800").build();

        assertThat(new String(JsonTree.bytes(tree), StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"x\\ud800\"}");
    }

    private static JsonObject others(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
