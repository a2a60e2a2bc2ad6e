package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.json.JsonDocument;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReasoningSignaturesTest {
    private static final String SIGNATURE =
            EncryptedReasoning.write(Dialect.MESSAGES, List.of(new Opaque("responses", "rs_1", "gAAAA")));
    private static final String UNSIGNED = EncryptedReasoning.write(Dialect.MESSAGES, List.of());

    @Test
    void requestWithoutThemIsTheSameArray() {
        byte[] body = "{\"a\": [ 1.0, \"sluice2.\" ], \"signature\":\"c2x1aWNl\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(ReasoningSignatures.removed(JsonDocument.parse(body), body)).isSameAs(body);
    }

    @Test
    void textThatMerelyBeginsLikeOneStays() {
        String body = "{\"content\":[{\"type\":\"text\",\"text\":\"sluice1. is a mark\"},"
                + "{\"type\":\"text\",\"text\":\"c2x1aWNlMS\"}]}";
        assertThat(removed(body)).isEqualTo(body);
    }

    @Test
    void thoughtsOfOtherModelsGoWithTheirSignatures() {
        assertThat(removed("{\"messages\":[{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"" + SIGNATURE + "\"},"
                        + "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"" + UNSIGNED + "\"},"
                        + "{\"type\":\"thinking\",\"thinking\":\"own\",\"signature\":\"EqQB\"},"
                        + "{\"type\":\"text\",\"text\":\"x\"}]}],\"n\":1.50}"))
                .isEqualTo("{\"messages\":[{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"own\",\"signature\":\"EqQB\"},"
                        + "{\"type\":\"text\",\"text\":\"x\"}]}],\"n\":1.50}");
        assertThat(removed("{\"input\":[{\"type\":\"reasoning\",\"encrypted_content\":\"" + SIGNATURE + "\"},{}]}"))
                .isEqualTo("{\"input\":[{}]}");
    }

    @Test
    void otherPiecesLoseTheSignatureAlone() {
        assertThat(removed("{\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_opaque\":\""
                        + SIGNATURE + "\"}]}"))
                .isEqualTo("{\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}]}");
        String base64 = Base64.getEncoder().encodeToString(SIGNATURE.getBytes(StandardCharsets.UTF_8));
        assertThat(removed("{\"parts\":[{\"text\":\"x\",\"thoughtSignature\":\"" + base64 + "\"}]}"))
                .isEqualTo("{\"parts\":[{\"text\":\"x\"}]}");
    }

    @Test
    void turnsOfNothingElseGo() {
        String user = "{\"role\":\"user\",\"content\":\"x\"}";
        String thought =
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\""
                        + SIGNATURE + "\"}]}";
        assertThat(removed("{\"messages\":[" + user + "," + thought + "," + user + "]}"))
                .isEqualTo("{\"messages\":[" + user + "," + user + "]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "input | {\"instructions\":\"i\",\"input\":[{\"type\":\"reasoning\",\"encrypted_content\":\"SIGNATURE\"}]}",
                "messages | {\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\","
                        + "\"signature\":\"SIGNATURE\"}]}]}"
            })
    void requestOfNothingElseIsRefused(String field, String body) {
        ProviderException refused =
                catchThrowableOfType(ProviderException.class, () -> removed(body.replace("SIGNATURE", SIGNATURE)));
        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refused.parameter()).contains(field);
        assertThat(refused).hasMessageStartingWith("'" + field + "' holds nothing to answer");
    }

    private static String removed(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new String(ReasoningSignatures.removed(JsonDocument.parse(bytes), bytes), StandardCharsets.UTF_8);
    }
}
