package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonReaderTest {

    @Test
    void walksThroughAnObject() {
        JsonReader reader = reader("""
                 {"model": "gpt-4o", "n": 2, "stream": true, "stop": null, "messages": [{"role":"user"}, []]}\s""");
        reader.beginObject();
        assertThat(reader.hasNext()).isTrue();
        assertThat(reader.hasNext()).isTrue();
        assertThat(reader.nextName()).isEqualTo("model");
        assertThat(reader.peek()).isEqualTo(JsonReader.Kind.STRING);
        assertThat(reader.nextString()).isEqualTo("gpt-4o");
        assertThat(reader.nextName()).isEqualTo("n");
        assertThat(reader.nextLong()).isEqualTo(2);
        assertThat(reader.nextName()).isEqualTo("stream");
        assertThat(reader.nextBoolean()).isTrue();
        assertThat(reader.nextName()).isEqualTo("stop");
        reader.nextNull();
        assertThat(reader.nextName()).isEqualTo("messages");
        reader.beginArray();
        assertThat(reader.peek()).isEqualTo(JsonReader.Kind.OBJECT);
        reader.skipValue();
        assertThat(reader.hasNext()).isTrue();
        reader.skipValue();
        assertThat(reader.hasNext()).isFalse();
        assertThat(reader.peek()).isEqualTo(JsonReader.Kind.END);
        reader.endArray();
        assertThat(reader.hasNext()).isFalse();
        reader.endObject();
        reader.endDocument();
    }

    @Test
    void readsTrueAndFalse() {
        JsonReader reader = reader("[true, false,false ,true]");
        reader.beginArray();
        assertThat(reader.nextBoolean()).isTrue();
        assertThat(reader.nextBoolean()).isFalse();
        assertThat(reader.nextBoolean()).isFalse();
        assertThat(reader.nextBoolean()).isTrue();
        reader.endArray();
        reader.endDocument();
    }

    @Test
    void tellsWhereAValueStands() {
        byte[] text = bytes("{\"a\": [1, 2] ,\"b\":-1.5e3}");
        JsonReader reader = JsonReader.of(text);
        reader.beginObject();
        reader.nextName();
        JsonSpan array = reader.nextSpan();
        assertThat(part(text, array)).isEqualTo("[1, 2]");
        reader.nextName();
        JsonSpan number = reader.nextSpan();
        assertThat(part(text, number)).isEqualTo("-1.5e3");
        assertThat(JsonReader.of(text, number).nextDouble()).isEqualTo(-1500.0);
    }

    @Test
    void unescapesStringsAndNames() {
        JsonReader reader = reader("{\"\\u0061\\n\": \"\\\"\\\\\\/\\b\\f\\r\\t\\ud83d\\ude00 \u0436\"}");
        reader.beginObject();
        assertThat(reader.nextName()).isEqualTo("a\n");
        assertThat(reader.nextString()).isEqualTo("\"\\/\b\f\r\t\ud83d\ude00 \u0436");
    }

    @Test
    void readsWhatQuoteWrites() {
        Random random = new Random(4000);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder any = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                any.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
            }
            String text = any.toString();
            assertThat(JsonReader.of(JsonText.quoted(text)).nextString()).isEqualTo(text);
        }
    }

    @Test
    void findsTheClosingQuoteAtEveryOffset() {
        for (int length = 0; length < 40; length++) {
            String text = "x".repeat(length);
            for (String special : new String[] {"", "\\\"", "\u0436", "\ud83d\ude00"}) {
                byte[] json = bytes("\"" + text + special + "tail\" ");
                JsonReader reader = JsonReader.of(json);
                assertThat(reader.nextSpan().end()).isEqualTo(json.length - 1);
                reader.endDocument();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "\"\\",
                "\"\\u12",
                "\"\\x\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "[1,]",
                "[1 2]",
                "[,1]",
                "{\"a\":1 \"b\":2}",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "+1",
                "tru",
                "nul",
                "NaN",
                "'a'",
                "\"a\nb\"",
                "[1]]",
                "1 2",
                "{\"a\":1}}",
                "[}",
                "{]",
                "\u0001",
                "/**/1",
                "\ufeff1"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> {
                    JsonReader reader = reader(text);
                    reader.skipValue();
                    reader.endDocument();
                })
                .isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> {
                    JsonReader reader = reader(text);
                    walk(reader);
                    reader.endDocument();
                })
                .isInstanceOf(JsonException.class);
    }

    @Test
    void refusesBrokenUtf8() {
        int[][] broken = {
            {0x80},
            {0xC0, 0x80},
            {0xC3},
            {0xE0, 0x80, 0x80},
            {0xED, 0xA0, 0x80},
            {0xF0, 0x80, 0x80, 0x80},
            {0xF4, 0x90, 0x80, 0x80},
            {0xF5, 0x80, 0x80, 0x80},
            {0xE2, 0x82},
            {0xFF}
        };
        for (int[] sequence : broken) {
            byte[] json = new byte[sequence.length + 2];
            json[0] = '"';
            for (int i = 0; i < sequence.length; i++) {
                json[i + 1] = (byte) sequence[i];
            }
            json[json.length - 1] = '"';
            assertThatThrownBy(() -> JsonReader.of(json).skipValue())
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("byte 1");
        }
    }

    @Test
    void boundsNesting() {
        byte[] deep = bytes("[".repeat(100_000));
        assertThatThrownBy(() -> JsonReader.of(deep).skipValue())
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("nested too deeply");
        byte[] allowed = bytes("[".repeat(JsonReader.MAX_DEPTH) + "]".repeat(JsonReader.MAX_DEPTH));
        JsonReader.of(allowed).skipValue();
        assertThatThrownBy(() -> walk(JsonReader.of(deep))).isInstanceOf(JsonException.class);
    }

    @Test
    void boundsNumbers() {
        assertThatThrownBy(() -> reader("1e999999999").nextLong()).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> reader("1.5").nextLong()).isInstanceOf(JsonException.class);
        assertThat(reader("1e3").nextLong()).isEqualTo(1000);
        assertThat(reader("1E400").peek()).isEqualTo(JsonReader.Kind.NUMBER);
    }

    @Test
    void saysThatATextEndedBeforeItsObjectDid() {
        JsonReader reader = reader(" {");
        reader.beginObject();
        assertThatThrownBy(reader::hasNext).hasMessage("more was expected, but the text ends at byte 2");
    }

    @Test
    void saysWhatWasExpected() {
        assertThatThrownBy(() -> reader("{\"stream\":\"yes\"}").nextString())
                .hasMessage("a string was expected at byte 0");
        JsonReader reader = reader("{\"stream\":\"yes\"}");
        reader.beginObject();
        assertThatThrownBy(reader::nextLong).isInstanceOf(JsonException.class);
        reader.nextName();
        assertThatThrownBy(reader::nextBoolean).hasMessage("true or false was expected at byte 10");
    }

    private static void walk(JsonReader reader) {
        switch (reader.peek()) {
            case OBJECT -> {
                reader.beginObject();
                while (reader.hasNext()) {
                    reader.nextName();
                    walk(reader);
                }
                reader.endObject();
            }
            case ARRAY -> {
                reader.beginArray();
                while (reader.hasNext()) {
                    walk(reader);
                }
                reader.endArray();
            }
            case STRING -> reader.nextString();
            case NUMBER -> reader.nextDouble();
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> reader.nextNull();
            case END -> reader.skipValue();
        }
    }

    private static JsonReader reader(String text) {
        return JsonReader.of(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String part(byte[] text, JsonSpan span) {
        return new String(text, span.start(), span.end() - span.start(), StandardCharsets.UTF_8);
    }
}
