package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonOutputTest {
    @Test
    void putsCommasWhereTheyBelong() {
        JsonOutput out = new JsonOutput(1)
                .object()
                .add("text", "a\"b")
                .add("whole", Long.MIN_VALUE)
                .add("number", new BigDecimal("1E+2"))
                .add("flag", false)
                .addNull("nothing")
                .add("json", bytes("[ 1 ]"))
                .add("inner", inner -> inner.object().endObject())
                .name("array")
                .array()
                .number(1)
                .array()
                .endArray()
                .object()
                .name("")
                .flag(true)
                .endObject()
                .text("x")
                .nothing()
                .value(bytes("xx{ }xx"), 2, 5)
                .endArray()
                .endObject();

        assertThat(text(out))
                .isEqualTo("{\"text\":\"a\\\"b\",\"whole\":-9223372036854775808,\"number\":1E+2,\"flag\":false,"
                        + "\"nothing\":null,\"json\":[ 1 ],\"inner\":{},"
                        + "\"array\":[1,[],{\"\":true},\"x\",null,{ }]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a text that is longer than the short ones, with a \n line break",
                "\"\\/\b\f\n\r\t\u0000\u001f\u007f",
                "中文字的文本，比短文本更长一些，没有任何需要转义的字符。",
                "中文字的\"文本\"？比短文本更长一些?没有任何需要转义的字符?",
                "is it? it is? is it? it is? is it? it is?",
                "\ud83d\ude00 😀 😀 😀 a question? 😀 😀 😀 and another?"
            })
    void writesTextsAsLiterals(String text) {
        assertThat(text(new JsonOutput().text(text))).isEqualTo(JsonText.quote(text));
        assertThat(new JsonOutput().text(text).toBytes()).isEqualTo(JsonText.quoted(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud800",
                "\udc00",
                "?\ud800?",
                "what is longer than short ones? it is this \ud83d and then some more",
                "what is longer? 中文 \ude00\ud83d and then \"some\" more 😀?",
                "what is longer than short ones 中文 at its end\ud83d"
            })
    void escapesHalfASurrogatePair(String text) {
        assertThat(text(new JsonOutput().text(text))).isEqualTo(JsonText.quote(text));
        assertThat(JsonDocument.parse(new JsonOutput().text(text).toBytes())
                        .root()
                        .string())
                .isEqualTo(text);
    }

    @Test
    void writesAnyTextAsTheLiteralOfIt() {
        Random random = new Random(7);
        String alphabet = "abcdefgh? \"\\\n\t\u0001é中😀\ud83d\ude00";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(60); left > 0; left--) {
                text.append(random.nextInt(4) > 0 ? 'x' : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(text(new JsonOutput(1).text(text.toString()))).isEqualTo(JsonText.quote(text.toString()));
        }
    }

    @Test
    void joinsPieces() {
        JsonOutput out = new JsonOutput()
                .array()
                .beginText()
                .piece("data:")
                .piece("")
                .piece("\"")
                .piece(RawText.ofJson(JsonDocument.parse(bytes("{\"a\":\"\\n?\", \"b\":[\"é\"]}"))
                        .root()))
                .endText()
                .text("b")
                .endArray();

        assertThat(text(out)).isEqualTo("[\"data:\\\"{\\\"a\\\":\\\"\\\\n?\\\", \\\"b\\\":[\\\"é\\\"]}\",\"b\"]");
        assertThat(JsonDocument.parse(out.toBytes()).root().iterator().next().string())
                .isEqualTo("data:\"{\"a\":\"\\n?\", \"b\":[\"é\"]}");
    }

    @Test
    void goesOnWithWhatWasMadeReady() {
        assertThat(text(new JsonOutput()
                        .raw(bytes("{\"a\":[1,"))
                        .number(2)
                        .raw(bytes("],\"b\":"))
                        .flag(true)
                        .add("c", 3)
                        .raw(bytes(",\"d\":{"))
                        .add("e", 4)
                        .raw(bytes("}"))
                        .addNull("f")
                        .endObject()))
                .isEqualTo("{\"a\":[1,2],\"b\":true,\"c\":3,\"d\":{\"e\":4},\"f\":null}");
    }

    @Test
    void carriesAPictureOfTwentyMegabytes() {
        String picture = "iVBORw0K".repeat(20 * 1024 * 1024 / 8);

        assertThat(new JsonOutput().object().add("data", picture).endObject().toBytes())
                .isEqualTo(bytes("{\"data\":\"" + picture + "\"}"));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonOutput out) {
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }
}
