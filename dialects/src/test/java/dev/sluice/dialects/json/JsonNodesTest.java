package dev.sluice.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonNodesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "\"x\"", "{\"a\":1}x", "{'a':1}", "{\"a\":01}"})
    void readsObjectsAndNothingElse(String json) {
        assertThat(JsonNodes.read(bytes(json))).isEmpty();
        assertThat(JsonNodes.read(bytes(" {\"a\":1} "))).isPresent();
    }

    @Test
    void copiesValuesAsTheyAreWritten() {
        JsonNode object = object("{ \"a\" : [ 1.0, 1e400 ] , \"\\u0062\" : \"\\u0041\" }");
        JsonOutput out = new JsonOutput().object().add("first", 1);
        JsonNodes.writeMembers(object, out);

        assertThat(text(out.endObject())).isEqualTo("{\"first\":1,\"a\":[ 1.0, 1e400 ],\"b\":\"\\u0041\"}");
        assertThat(JsonNodes.text(object.get("a"))).isEqualTo("[ 1.0, 1e400 ]");
    }

    @Test
    void leavesOutWhiteSpaceBetweenTokensAlone() {
        JsonOutput out = new JsonOutput();
        JsonNodes.writeCompact(object("{ \"a b\" : [ 1 , { } , [ ] ,\n\"c d\" , null ] }"), out);

        assertThat(text(out)).isEqualTo("{\"a b\":[1,{},[],\"c d\",null]}");
    }

    private static JsonNode object(String json) {
        return JsonNodes.read(bytes(json)).orElseThrow();
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonOutput out) {
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }
}
