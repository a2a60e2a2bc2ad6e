package dev.sluice.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import dev.sluice.provider.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Base64FieldTest {
    private static final Fields FIELDS = Fields.ofRequest(JsonNodes.EMPTY);
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";

    @Test
    void takesTheDigitsOfBothAlphabetsAndNothingElse() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = "AB" + c + "D";
            if (DIGITS.indexOf(c) >= 0) {
                assertThat(checked(text)).isEqualTo(text.replace('-', '+').replace('_', '/'));
            } else if (c != '\n') {
                assertThat(catchThrowableOfType(ProviderException.class, () -> checked(text)))
                        .as("U+%04X", (int) c)
                        .hasMessageContaining("must be base64.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"AAAA,AAAA", "AAA,AAA=", "AAA=,AAA=", "AA,AA==", "AA=,AA==", "-_==,+/==", "AAAA====,AAAA"})
    void padsAsEveryApiWantsIt(String text, String same) {
        assertThat(checked(text)).isEqualTo(same);
    }

    @Test
    void takesBytesInLines() {
        assertThat(checked("AAAA\r\nBBBB\nCC\n")).isEqualTo("AAAABBBBCC==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "====", "A", "AAAAA", "AAAAA==="})
    void refusesWhatIsNoByte(String text) {
        assertThat(catchThrowableOfType(ProviderException.class, () -> checked(text)))
                .hasMessageContaining("must be base64 of at least one byte");
    }

    /** Checks a text as it stands in JSON, and decoded, which has to come to the same. */
    private static String checked(String text) {
        byte[] literal = new JsonOutput().object().add("data", text).endObject().toBytes();
        Fields read = Fields.ofRequest(JsonNodes.read(literal).orElseThrow());
        String decoded = Base64Field.checked(FIELDS, "data", RawText.of(text)).string();
        assertThat(Base64Field.checked(FIELDS, "data", read.requiredRaw("data")).string())
                .isEqualTo(decoded);
        return decoded;
    }
}
