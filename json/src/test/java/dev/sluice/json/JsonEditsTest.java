package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonEditsTest {
    @Test
    void changesValuesByTheirNodes() {
        JsonDocument document = document(" { \"a\": 1 , \"b\":[ 1,2 ], \"c\" : {} } ");
        JsonNode root = document.root();

        byte[] changed = JsonEdits.of(document)
                .set(root, "d", utf8("4"))
                .set(root.get("c"), "x", utf8("\"y\""))
                .rename(root.get("a"), "é\"")
                .set(root, "a", utf8("-1"))
                .append(root.get("b"), utf8("3"))
                .prepend(root.get("b"), utf8("0"))
                .prepend(root, "first", utf8("true"))
                .prepend(root, "second", utf8("false"))
                .write();

        assertThat(changed)
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        " {\"first\":true,\"second\":false, \"é\\\"\": -1 , \"b\":[0, 1,2 ,3], \"c\" : {\"x\":\"y\"} ,\"d\":4} ");
    }

    @Test
    void returnsTheDocumentsOwnArrayWithoutAChange() {
        JsonDocument document = document("{\"a\":1}");
        JsonNode root = document.root();
        JsonEdits edits = JsonEdits.of(document).remove(root, root.get("b")).remove(root, "b");

        assertThat(edits.isEmpty()).isTrue();
        assertThat(edits.write()).isSameAs(document.bytes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a   | {"b" : 2 , "c": [3] }
            b   | {"a": 1, "c": [3] }
            c   | {"a": 1, "b" : 2 }
            ab  | {"c": [3] }
            ac  | {"b" : 2 }
            bc  | {"a": 1 }
            cba | { }
            """)
    void removesMembersWithTheCommasTheyNeedNoLonger(String names, String left) {
        JsonDocument document = document("{ \"a\": 1, \"b\" : 2 , \"c\": [3] }");
        JsonEdits edits = JsonEdits.of(document);
        names.chars()
                .mapToObj(Character::toString)
                .forEach(name -> edits.remove(document.root(), document.root().get(name)));

        assertThat(edits.write()).asString(StandardCharsets.UTF_8).isEqualToIgnoringWhitespace(left);
        assertThat(JsonDocument.parse(edits.write()).root().get("d").kind()).isEqualTo(JsonNode.Kind.ABSENT);
    }

    @Test
    void keepsTheWhiteSpaceAroundWhatStays() {
        JsonDocument document = document("{ \"a\": 1,\t\"b\" : 2 ,\n\"c\": [3] }");
        JsonNode root = document.root();

        assertThat(JsonEdits.of(document).remove(root, "a").write())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{ \"b\" : 2 ,\n\"c\": [3] }");
        assertThat(JsonEdits.of(document).remove(root, "b").write())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{ \"a\": 1,\t\"c\": [3] }");
        assertThat(JsonEdits.of(document).remove(root, "c").remove(root, "b").write())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{ \"a\": 1 }");
    }

    @Test
    void addsToWhatWasEmptied() {
        JsonDocument document = document("{\"a\":{ \"x\":1 },\"b\":[7]}");
        JsonNode root = document.root();
        JsonNode inner = root.get("a");
        JsonNode list = root.get("b");

        byte[] changed = JsonEdits.of(document)
                .append(inner, "z", utf8("3"))
                .remove(inner, "x")
                .prepend(inner, "y", utf8("2"))
                .remove(list, list.iterator().next())
                .append(list, utf8("8"))
                .append(list, utf8("9"))
                .write();

        assertThat(changed).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":{\"y\":2  ,\"z\":3},\"b\":[8,9]}");
    }

    @Test
    void letsTheOuterOfTwoChangesCount() {
        JsonDocument document = document("{\"a\":{\"x\":[1,2]},\"b\":[[3],[4]]}");
        JsonNode root = document.root();
        JsonNode inner = root.get("a");
        JsonNode list = root.get("b");

        byte[] changed = JsonEdits.of(document)
                .append(inner, "lost", utf8("0"))
                .set(root, "a", utf8("null"))
                .set(inner.get("x"), utf8("0"))
                .remove(inner, "x")
                .remove(list, list.iterator().next())
                .set(list.iterator().next(), utf8("0"))
                .append(list.iterator().next(), utf8("0"))
                .write();

        assertThat(changed).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":null,\"b\":[[4]]}");
    }

    @Test
    void letsTheLaterOfTwoChangesOfOneValueCount() {
        JsonDocument document = document("{\"a\":1}");
        JsonNode root = document.root();

        byte[] changed = JsonEdits.of(document)
                .set(root, "a", utf8("2"))
                .set(root, "b", utf8("2"))
                .set(root, "c", utf8("2"))
                .set(root.get("a"), utf8("3"))
                .set(root, "b", utf8("3"))
                .write();

        assertThat(changed).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":3,\"b\":3,\"c\":2}");
    }

    @Test
    void changesTheLastOfSeveralMembersOfOneNameAndRemovesAll() {
        JsonDocument document = document("{\"a\":1,\"b\":2,\"a\":3}");
        JsonNode root = document.root();

        assertThat(JsonEdits.of(document).set(root, "a", utf8("4")).write())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":1,\"b\":2,\"a\":4}");
        assertThat(JsonEdits.of(document).remove(root, "a").write())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"b\":2}");
        assertThat(JsonEdits.of(document).remove(root, root.get("a")).write())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void changesNumbersInALongListLikeAnyElement() {
        JsonDocument document = document("[1, 2,3 ]");
        JsonEdits edits = JsonEdits.of(document);
        for (JsonNode number : document.root()) {
            if (number.longValue() == 2) {
                edits.remove(document.root(), number);
            } else {
                edits.set(number, utf8("\"" + number.numberText() + "\""));
            }
        }
        assertThat(edits.write()).asString(StandardCharsets.UTF_8).isEqualTo("[\"1\", \"3\" ]");
    }

    @Test
    void refusesWhatItCannotChange() {
        JsonDocument document = document("{\"a\":[[1]]}");
        JsonNode root = document.root();
        JsonNode other = document("{\"a\":1}").root();
        JsonNode deep = root.get("a").iterator().next();
        JsonEdits edits = JsonEdits.of(document);

        assertThatThrownBy(() -> edits.set(root.get("b"), utf8("1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edits.set(other, utf8("1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edits.remove(deep, root)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edits.rename(root, "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edits.append(root, utf8("1"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> edits.append(deep, "b", utf8("1"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(edits.isEmpty()).isTrue();
        assertThatThrownBy(() -> edits.remove(root, deep).write()).isInstanceOf(IllegalStateException.class);
    }

    private static JsonDocument document(String text) {
        return JsonDocument.parse(utf8(text));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
