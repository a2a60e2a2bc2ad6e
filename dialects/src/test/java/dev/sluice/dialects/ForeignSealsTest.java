package dev.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.OpaqueText;
import dev.sluice.provider.Dialect;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForeignSealsTest {
    private static final String SEAL =
            OpaqueText.write(Dialect.MESSAGES, List.of(new Opaque("responses", "rs_1", "gAAAA")));
    private static final String UNSIGNED = OpaqueText.write(Dialect.MESSAGES, List.of());

    @Test
    void requestWithoutThemIsTheSameArray() {
        byte[] body = "{\"a\": [ 1.0, \"sluice2.\" ], \"signature\":\"c2x1aWNl\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(ForeignSeals.removed(body)).isSameAs(body);
    }

    @Test
    void textThatMerelyBeginsLikeOneStays() {
        String body = "{\"content\":[{\"type\":\"text\",\"text\":\"sluice1. is a mark\"},"
                + "{\"type\":\"text\",\"text\":\"c2x1aWNlMS\"}]}";
        assertThat(removed(body)).isEqualTo(body);
    }

    @Test
    void thoughtsOfOtherModelsGoWithTheirSeals() {
        assertThat(removed("{\"messages\":[{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"" + SEAL + "\"},"
                        + "{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"" + UNSIGNED + "\"},"
                        + "{\"type\":\"thinking\",\"thinking\":\"own\",\"signature\":\"EqQB\"},"
                        + "{\"type\":\"text\",\"text\":\"x\"}]}],\"n\":1.50}"))
                .isEqualTo("{\"messages\":[{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"own\",\"signature\":\"EqQB\"},"
                        + "{\"type\":\"text\",\"text\":\"x\"}]}],\"n\":1.50}");
        assertThat(removed("{\"input\":[{\"type\":\"reasoning\",\"encrypted_content\":\"" + SEAL + "\"},{}]}"))
                .isEqualTo("{\"input\":[{}]}");
    }

    @Test
    void otherPiecesLoseTheSealAlone() {
        assertThat(removed("{\"messages\":[{\"role\":\"assistant\",\"content\":\"x\",\"reasoning_opaque\":\"" + SEAL
                        + "\"}]}"))
                .isEqualTo("{\"messages\":[{\"role\":\"assistant\",\"content\":\"x\"}]}");
        String base64 = Base64.getEncoder().encodeToString(SEAL.getBytes(StandardCharsets.UTF_8));
        assertThat(removed("{\"parts\":[{\"text\":\"x\",\"thoughtSignature\":\"" + base64 + "\"}]}"))
                .isEqualTo("{\"parts\":[{\"text\":\"x\"}]}");
    }

    @Test
    void turnsOfNothingElseGo() {
        String user = "{\"role\":\"user\",\"content\":\"x\"}";
        String thought =
                "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\",\"signature\":\"" + SEAL
                        + "\"}]}";
        assertThat(removed("{\"messages\":[" + user + "," + thought + "," + user + "]}"))
                .isEqualTo("{\"messages\":[" + user + "," + user + "]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "input | {\"instructions\":\"i\",\"input\":[{\"type\":\"reasoning\",\"encrypted_content\":\"SEAL\"}]}",
                "messages | {\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\","
                        + "\"signature\":\"SEAL\"}]}]}"
            })
    void requestOfNothingElseIsRefused(String field, String body) {
        ProviderException refused =
                catchThrowableOfType(ProviderException.class, () -> removed(body.replace("SEAL", SEAL)));
        assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(refused.parameter()).contains(field);
        assertThat(refused).hasMessageStartingWith("'" + field + "' holds nothing to answer");
    }

    private static String removed(String body) {
        return new String(ForeignSeals.removed(body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
