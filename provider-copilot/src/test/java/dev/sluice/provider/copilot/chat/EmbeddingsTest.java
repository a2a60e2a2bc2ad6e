package dev.sluice.provider.copilot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.Headers;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.Reply;
import dev.sluice.provider.TokenUsage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddingsTest {
    private static final String VECTORS =
            "{\"object\":\"list\",\"model\":\"e\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[%s]}]}";

    @Test
    void sendsAListOfTextsAsItIs() {
        byte[] body = Fixtures.bytes("{\"model\":\"e\", \"input\" : [\"a\", \"ü\"],\"dimensions\":512}");

        EmbeddingsRequest request = EmbeddingsRequest.normalize(body, "e");

        assertThat(request.body()).isSameAs(body);
        assertThat(request.base64()).isFalse();
    }

    @Test
    void sendsOneTextAsAList() {
        EmbeddingsRequest request = EmbeddingsRequest.normalize(
                Fixtures.bytes("{\"input\": \"a\\n\",\"encoding_format\":\"base64\",\"user\":\"u\"}"), "e");

        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"input\": [\"a\\n\"],\"encoding_format\":\"base64\",\"user\":\"u\"}");
        assertThat(request.base64()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"input":[1,2]}                        | input
            {"input":[[1,2]]}                      | input
            {"input":["a",1]}                      | input
            {"input":[null]}                       | input
            {"input":7}                            | input
            {"input":null}                         | input
            {"model":"e"}                          | input
            {"input":["a"],"encoding_format":true} | encoding_format
            {"input":["a"],"encoding_format":"hex"} | encoding_format
            {"input":["a"],"dimensions":"8"}       | dimensions
            {"input":[]}                           | input
            []                                     | body
            """)
    void namesTheFieldOfTheWrongType(String body, String field) {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> EmbeddingsRequest.normalize(Fixtures.bytes(body), "e"));

        assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(failure.parameter()).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"input\":", "{\"input\":[\"a\"]} x"})
    void refusesWhatIsNotJson(String body) {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class, () -> EmbeddingsRequest.normalize(Fixtures.bytes(body), "e"));

        assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @Test
    void passesOnTheVeryAnswerWhereNothingIsToBeNormalized() {
        byte[] body = Fixtures.bytes(VECTORS.formatted("1,2.50"));

        Reply.Complete reply = EmbeddingsReply.normalize(Headers.empty(), body, request("float"));

        assertThat(reply.body()).isSameAs(body);
        assertThat(reply.usage()).isEmpty();
    }

    @Test
    void addsWhatIsMissing() {
        Reply.Complete reply = EmbeddingsReply.normalize(
                Headers.empty(),
                Fixtures.bytes(
                        "{\"data\":[{\"embedding\":[1]},{}],\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}"),
                request("float"));

        assertThat(Fixtures.object(new String(reply.body(), StandardCharsets.UTF_8)))
                .isEqualTo(Fixtures.object("""
                        {"object":"list","model":"e","usage":{"prompt_tokens":3,"total_tokens":3},
                         "data":[{"object":"embedding","index":0,"embedding":[1]},{"object":"embedding","index":1}]}"""));
        assertThat(reply.usage()).contains(new TokenUsage(3, 0, 0, 0));
    }

    @Test
    void countsNoTokensWhereTheUpstreamTellsNone() {
        for (String usage : new String[] {"", ",\"usage\":null", ",\"usage\":\"?\""}) {
            String body = VECTORS.formatted("1,2.50");
            Reply.Complete reply = EmbeddingsReply.normalize(
                    Headers.empty(),
                    Fixtures.bytes(body.substring(0, body.lastIndexOf('}')) + usage + "}"),
                    request("float"));

            assertThat(reply.usage()).isEmpty();
            assertThat(Fixtures.object(new String(reply.body(), StandardCharsets.UTF_8))
                            .getJsonArray("data"))
                    .hasSize(1);
        }
    }

    @Test
    void packsVectorsAsLittleEndianFloats() {
        Reply.Complete reply = EmbeddingsReply.normalize(
                Headers.empty(), Fixtures.bytes(VECTORS.formatted("0.5, -1e-3,3")), request("base64"));

        String packed = Fixtures.object(new String(reply.body(), StandardCharsets.UTF_8))
                .getJsonArray("data")
                .getJsonObject(0)
                .getString("embedding");
        ByteBuffer floats = ByteBuffer.wrap(Base64.getDecoder().decode(packed)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(floats.remaining()).isEqualTo(3 * Float.BYTES);
        assertThat(new float[] {floats.getFloat(), floats.getFloat(), floats.getFloat()})
                .containsExactly(0.5f, -0.001f, 3f);
    }

    @Test
    void leavesVectorsThatArePackedAlready() {
        byte[] body = Fixtures.bytes(VECTORS.formatted("").replace("[]", "\"AAAA\""));

        assertThat(EmbeddingsReply.normalize(Headers.empty(), body, request("base64"))
                        .body())
                .isSameAs(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                            | UPSTREAM_PROTOCOL
            {"data":1}                                                    | UPSTREAM_PROTOCOL
            {"data":[{"embedding":["a"]}]}                                | UPSTREAM_PROTOCOL
            <html>                                                        | UPSTREAM_PROTOCOL
            {"error":{"message":"slow down","code":"rate_limited"}}       | RATE_LIMITED
            """)
    void refusesWhatIsNoAnswer(String body, ErrorKind kind) {
        ProviderException failure = catchThrowableOfType(
                ProviderException.class,
                () -> EmbeddingsReply.normalize(Headers.empty(), Fixtures.bytes(body), request("base64")));

        assertThat(failure.kind()).isEqualTo(kind);
    }

    private static EmbeddingsRequest request(String encoding) {
        return EmbeddingsRequest.normalize(
                Fixtures.bytes("{\"input\":[\"a\"],\"encoding_format\":\"" + encoding + "\"}"), "e");
    }
}
