package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\" \"",
                "\"\\n\"",
                "\"  \\n\\t\\r \"",
                "\"  \\n\\tx\"",
                "\" \\\\n\"",
                "\" \\u0078\"",
                "\"\\u0020\"",
                "\"plain, but longer than eight bytes\"",
                "\"\\u0041\\\"b\\/\\ud83d\"",
                "\"é 中 😀\"",
                "\"\u00a0\"",
                "\"x\u00a0\""
            })
    void moveAsTheyAreWrittenAndReadAsTheyAreMeant(String literal) {
        JsonNode node = node(literal);
        RawText text = RawText.of(node);

        assertThat(written(text)).isEqualTo(literal);
        assertThat(text.isEmpty()).isEqualTo(node.string().isEmpty());
        assertThat(text.isBlank()).isEqualTo(node.string().isBlank());
        assertThat(text.string()).isEqualTo(node.string());
        assertThat(written(text)).as("decoded meanwhile").isEqualTo(literal);
        assertThat(text)
                .isEqualTo(RawText.of(node.string()))
                .hasSameHashCodeAs(RawText.of(node.string()))
                .hasToString(node.string());
        assertThat(text.isJson()).isFalse();
    }

    @Test
    void takesJsonForAText() {
        RawText json = RawText.ofJson(node("{ \"a\" : \"\\n\" }"));

        assertThat(json.string()).isEqualTo("{ \"a\" : \"\\n\" }");
        assertThat(written(json)).isEqualTo("\"{ \\\"a\\\" : \\\"\\\\n\\\" }\"");
        assertThat(new String(new JsonOutput().value(json).toBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{ \"a\" : \"\\n\" }");
        assertThat(json.isJson()).isTrue();
        assertThat(json.isBlank() || json.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"data:x,é,y\"", "\"data:\\u0078,é,y\""})
    void isCutWhereACharacterStands(String literal) {
        RawText text = RawText.of(node(literal));
        int comma = text.indexOf(',');

        assertThat(comma).isEqualTo(6);
        assertThat(text.before(comma)).isEqualTo("data:x");
        assertThat(text.from(comma + 1).string()).isEqualTo("é,y");
        assertThat(text.from(comma + 1).isEmpty()).isFalse();
        assertThat(text.indexOf('#')).isEqualTo(-1);
    }

    @Test
    void tellsWhichClassesOfCharactersItHas() {
        byte[] classes = new byte[128];
        classes['a'] = 1;
        classes['b'] = 2;

        assertThat(RawText.of(node("\"ab\"")).classes(classes, (byte) 4)).isEqualTo(3);
        assertThat(RawText.of("b").classes(classes, (byte) 4)).isEqualTo(2);
        assertThat(RawText.of(node("\"aé\"")).classes(classes, (byte) 4)).isEqualTo(5);
        assertThat(RawText.of("é").classes(classes, (byte) 4)).isEqualTo(4);
    }

    private static JsonNode node(String json) {
        return JsonDocument.parse(json.getBytes(StandardCharsets.UTF_8)).root();
    }

    private static String written(RawText text) {
        return new String(new JsonOutput().beginText().piece(text).endText().toBytes(), StandardCharsets.UTF_8);
    }
}
