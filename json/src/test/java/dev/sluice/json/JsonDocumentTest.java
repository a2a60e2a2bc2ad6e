package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.json.JsonNode.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonDocumentTest {
    @Test
    void findsMembersByName() {
        JsonNode root = root("""
                 {"model": "gpt-4o", "n": 2, "stream": true, "stop": null, "messages": [{"role":"user"}, [] , {}]}\s""");

        assertThat(root.kind()).isEqualTo(Kind.OBJECT);
        assertThat(root.get("model").string()).isEqualTo("gpt-4o");
        assertThat(root.get("n").longValue()).isEqualTo(2);
        assertThat(root.get("stream").isTrue()).isTrue();
        assertThat(root.get("stop").kind()).isEqualTo(Kind.NULL);
        assertThat(root.get("messages").kind()).isEqualTo(Kind.ARRAY);
        assertThat(kinds(root.get("messages"))).containsExactly(Kind.OBJECT, Kind.ARRAY, Kind.OBJECT);
        assertThat(root.get("messages").iterator().next().get("role").says("user"))
                .isTrue();
    }

    @Test
    void needsNoTestForWhatIsNotThere() {
        JsonNode missing = root("{\"a\":{}}").get("a").get("b").get("c");

        assertThat(missing.kind()).isEqualTo(Kind.ABSENT);
        assertThat(missing.string("otherwise")).isEqualTo("otherwise");
        assertThat(missing.says("")).isFalse();
        assertThat(missing.hasText()).isFalse();
        assertThat(missing.isTrue()).isFalse();
        assertThat(missing.isEmpty()).isTrue();
        assertThat(missing.isTwice("c")).isFalse();
        assertThat(missing.isNamed("c")).isFalse();
        assertThat(missing.name()).isEmpty();
        assertThat(missing.copy()).isEmpty();
        assertThat(missing.iterator()).isExhausted();
        assertThatThrownBy(missing::string).hasMessage("a string was expected at byte 6");
    }

    @Test
    void saysWhatWasExpected() {
        JsonNode root = root("{\"stream\":\"yes\",\"n\":[1.5]}");

        assertThatThrownBy(root::string).hasMessage("a string was expected at byte 0");
        assertThatThrownBy(() -> root.get("stream").longValue()).hasMessage("a number was expected at byte 10");
        assertThatThrownBy(() -> root.get("n").iterator().next().longValue())
                .hasMessage("a whole number was expected at byte 21");
        assertThatThrownBy(() -> root.get("stream").iterator().next()).isInstanceOf(NoSuchElementException.class);
        assertThat(root.get("stream")).hasToString("STRING at byte 10");
    }

    @Test
    void takesTheLastOfSeveralMembersOfOneNameAndTellsThatThereAreSeveral() {
        JsonNode root = root("{\"a\":1,\"b\":0,\"\\u0061\":2,\"A\":3}");

        assertThat(root.get("a").longValue()).isEqualTo(2);
        assertThat(root.isTwice("a")).isTrue();
        assertThat(root.isTwice("b")).isFalse();
        assertThat(root.isTwice("c")).isFalse();
    }

    @Test
    void readsNamesOfAnyLengthAndScript() {
        for (String letter : new String[] {"x", "ж", "語", "\\u0061", "\\\"", "😀"}) {
            for (int length = 0; length < 40; length++) {
                String name = letter.repeat(length);
                for (String behind : new String[] {"", ",\"padding\":\"padding\""}) {
                    JsonNode root = root("{\"" + name + "\":7" + behind + "}");
                    JsonNode member = root.iterator().next();
                    assertThat(member.name())
                            .isEqualTo(name.replace("\\u0061", "a").replace("\\\"", "\""));
                    assertThat(root.get(member.name()).longValue()).isEqualTo(7);
                    assertThat(root.get(member.name() + "x").kind()).isEqualTo(Kind.ABSENT);
                }
            }
        }
        assertThat(root("{\"a\":1,\"b\":2}").get("a\":1,\"b").kind()).isEqualTo(Kind.ABSENT);
    }

    @Test
    void makesAUsualNameOneString() {
        JsonNode first = root("{\"finish_reason\":null,\"index\":0}");
        JsonNode second = root("{ \"index\": 1, \"finish_reason\": \"stop\" }");

        assertThat(first.iterator().next().name())
                .isSameAs(second.get("finish_reason").name());
    }

    @Test
    void comparesTextsWithoutTheirEscapes() {
        JsonNode root = root("[\"stop\",\"\\u0073top\",\"\",\"stopped\",1]");
        List<Boolean> same = new ArrayList<>();
        List<Boolean> some = new ArrayList<>();
        root.forEach(text -> {
            same.add(text.says("stop"));
            some.add(text.hasText());
        });
        assertThat(same).containsExactly(true, true, false, false, false);
        assertThat(some).containsExactly(true, true, false, true, false);
    }

    @Test
    void finds() {
        JsonDocument document = JsonDocument.parse(
                bytes("{\"sealed:name\":[{\"a\":\"xsealed:\"},[1,2],\"seal\",\"s\\u0065aled:yes\"]}"));

        assertThat(document.anyTextStartsWith(bytes("sealed:yes"))).isTrue();
        assertThat(document.anyTextStartsWith(bytes("sealed:name"))).isFalse();
        assertThat(document.anyTextStartsWith(bytes("seal"))).isTrue();
        assertThat(document.anyTextStartsWith(bytes("seal\""))).isFalse();
    }

    @Test
    void decodesEscapesAndKeepsHalfPairs() {
        assertThat(root("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00 ж\\u0436\\u20ac\"")
                        .string())
                .isEqualTo("\"\\/\b\f\n\r\t😀 жж€");
        assertThat(root("\"ж\\ud83d\\n\"").string()).isEqualTo("ж\ud83d\n");
        assertThat(root("\"\\ude00\\ud83d\"").string()).isEqualTo("\ude00\ud83d");
        assertThat(root("\"\\ud83d\\u0061\"").string()).isEqualTo("\ud83da");
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
            assertThat(JsonDocument.parse(JsonText.quoted(text)).root().string())
                    .isEqualTo(text);
        }
    }

    @Test
    void boundsNumbersThatAreTakenAndPassesAnyOther() {
        assertThat(root("1e3").longValue()).isEqualTo(1000);
        assertThat(root("-9223372036854775808").longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(root("-000000".replace("000000", "0")).longValue()).isZero();
        assertThat(root("1.50e1").numberText()).isEqualTo("1.50e1");
        assertThat(root("1.50e1").decimal()).isEqualTo(new BigDecimal("15.0"));
        assertThat(root("0.1").doubleValue()).isEqualTo(0.1);
        for (String bad : new String[] {"1e999999999", "1.5", "1e401", "9".repeat(401), "9223372036854775808"}) {
            assertThatThrownBy(() -> root(bad).longValue()).isInstanceOf(JsonException.class);
        }
        assertThat(root("9".repeat(1000)).decimal().precision()).isEqualTo(1000);
        String longer = "9".repeat(1001);
        assertThat(root(longer).numberText()).isEqualTo(longer);
        assertThatThrownBy(() -> root(longer).decimal()).hasMessage("a number is too long at byte 0");
        assertThatThrownBy(() -> root("1e1001").decimal()).hasMessage("a number is out of range at byte 0");
        assertThatThrownBy(() -> root("1e9999999999").decimal()).hasMessage("a number is out of range at byte 0");
    }

    @Test
    void boundsNesting() {
        int most = JsonDocument.MAX_DEPTH;
        assertThat(root("[".repeat(most) + "]".repeat(most)).isEmpty()).isFalse();
        assertThatThrownBy(() -> root("[".repeat(most + 1) + "]".repeat(most + 1)))
                .hasMessage("nested too deeply at byte " + most);
        assertThatThrownBy(() -> root("{\"a\":".repeat(100_000))).hasMessageStartingWith("nested too deeply");
    }

    @Test
    void keepsNumbersAndWordsOutOfTheIndex() {
        String numbers = "0,".repeat(500_000) + "true, null ,-1.5e3";
        JsonDocument document = JsonDocument.parse(bytes("{\"a\":[ " + numbers + " ],\"b\":[1,\"x\",2]}"));
        JsonNode list = document.root().get("a");

        assertThat(document.indexBytes()).isLessThan(64 * 1024);
        assertThat(list.isEmpty()).isFalse();
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        assertThat(elements).hasSize(500_003);
        assertThat(elements.get(0).longValue()).isZero();
        assertThat(elements.get(500_000).isTrue()).isTrue();
        assertThat(elements.get(500_001).kind()).isEqualTo(Kind.NULL);
        assertThat(elements.get(500_002).doubleValue()).isEqualTo(-1500);
        assertThat(elements.get(500_002).name()).isEmpty();
        assertThat(kinds(document.root().get("b"))).containsExactly(Kind.NUMBER, Kind.STRING, Kind.NUMBER);
    }

    @Test
    void boundsTheIndex() {
        assertThat(JsonDocument.parse(bytes("[" + "[],".repeat(4_000) + "0]")).indexBytes())
                .isLessThanOrEqualTo(64 * 1024);
        byte[] dense = bytes("[" + "[],".repeat(100_000) + "0]");
        assertThatThrownBy(() -> JsonDocument.parse(dense)).hasMessageStartingWith("too many values at byte ");
        byte[] usual = bytes("[" + "{\"a\":\"b\",\"c\":\"d\"},".repeat(20_000) + "0]");
        assertThat(JsonDocument.parse(usual).indexBytes()).isLessThanOrEqualTo(4L * usual.length);
    }

    @Test
    void locatesAValueWithoutReadingOn() {
        byte[] text = bytes("{ \"x\": {\"type\":[1,{\"a\":\"]\"}]}, \"type\" : \"first\", \"type\":2, broken");

        assertThat(JsonDocument.locate(text, "type").string()).isEqualTo("first");
        assertThat(JsonDocument.locate(text, "x", "type").copy()).isEqualTo(bytes("[1,{\"a\":\"]\"}]"));
        assertThat(JsonDocument.locate(text, "x", "type", "deeper").kind()).isEqualTo(Kind.ABSENT);
        assertThat(JsonDocument.locate(bytes("{\"a\":1}"), "b").kind()).isEqualTo(Kind.ABSENT);
        assertThat(JsonDocument.locate(bytes("{}"), "b").kind()).isEqualTo(Kind.ABSENT);
        assertThat(JsonDocument.locate(bytes("[]"), "b").kind()).isEqualTo(Kind.ABSENT);
        assertThat(JsonDocument.locate(bytes(""), "b").kind()).isEqualTo(Kind.ABSENT);
        for (String broken : new String[] {
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":}",
            "{\"a\":1",
            "{\"a\":1,}",
            "{\"a\":[",
            "{\"a\":x,\"b\":1}",
            "{a:1}",
            "{\"b\":[}"
        }) {
            assertThatThrownBy(() -> JsonDocument.locate(bytes(broken), "b")).isInstanceOf(JsonException.class);
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
                "\"\\u12g4\"",
                "\"\\x\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{1:1}",
                "{,}",
                "[1,]",
                "[1",
                "[1,",
                "[\"a\",",
                "[1 2]",
                "[,1]",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "1e+",
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
                "[1}",
                "[\"a\"}",
                "{\"a\":1]",
                "\u0001",
                "\u00a01",
                "/**/1",
                "\ufeff1",
                "[truefalse]"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> root(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void saysWhereItStopped() {
        assertThatThrownBy(() -> root("{\"a\":1 \"b\"}")).hasMessage("',' or '}' was expected at byte 7");
        assertThatThrownBy(() -> root(" {\"a\"")).hasMessage("':' was expected, but the text ends at byte 5");
        assertThatThrownBy(() -> root("[1] 2")).hasMessage("the end of the text was expected at byte 4");
    }

    @Test
    void refusesBrokenUtf8WhereverItStands() {
        int[][] broken = {
            {0x80},
            {0xC0, 0x80},
            {0xC1, 0xBF},
            {0xC3},
            {0xC3, 0x28},
            {0xE0, 0x80, 0x80},
            {0xE1, 0x80},
            {0xE1, 0x80, 0x28},
            {0xE1, 0x28, 0x80},
            {0xED, 0xA0, 0x80},
            {0xF0, 0x80, 0x80, 0x80},
            {0xF0, 0x9F, 0x98},
            {0xF4, 0x90, 0x80, 0x80},
            {0xF5, 0x80, 0x80, 0x80},
            {0xE2, 0x82},
            {0xFF}
        };
        for (int[] sequence : broken) {
            for (String before : new String[] {"", "a", "ж", "語", "😀", "aaaaaaaa語語"}) {
                byte[] start = bytes("\"" + before);
                byte[] json = new byte[start.length + sequence.length + 1];
                System.arraycopy(start, 0, json, 0, start.length);
                for (int i = 0; i < sequence.length; i++) {
                    json[start.length + i] = (byte) sequence[i];
                }
                json[json.length - 1] = '"';
                assertThatThrownBy(() -> JsonDocument.parse(json))
                        .isInstanceOf(JsonException.class)
                        .hasMessageEndingWith("byte " + start.length);
            }
        }
        String allowed = "\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";
        assertThat(root("\"" + allowed + "\"").string()).isEqualTo(allowed);
    }

    private static List<Kind> kinds(JsonNode list) {
        List<Kind> kinds = new ArrayList<>();
        list.forEach(element -> kinds.add(element.kind()));
        return kinds;
    }

    private static JsonNode root(String text) {
        return JsonDocument.parse(bytes(text)).root();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
