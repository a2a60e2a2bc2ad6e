package dev.sluice.dialects.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.provider.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Base64FieldTest {
    private static final Fields FIELDS = Fields.ofRequest(JsonObjects.EMPTY);
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";

    @Test
    void takesTheDigitsOfBothAlphabetsAndNothingElse() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = "AB" + c + "D";
            if (DIGITS.indexOf(c) >= 0) {
                assertThat(Base64Field.checked(FIELDS, "data", text))
                        .isEqualTo(text.replace('-', '+').replace('_', '/'));
            } else if (c != '\n') {
                assertThat(catchThrowableOfType(
                                ProviderException.class, () -> Base64Field.checked(FIELDS, "data", text)))
                        .as("U+%04X", (int) c)
                        .hasMessageContaining("must be base64.");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"AAAA,AAAA", "AAA,AAA=", "AAA=,AAA=", "AA,AA==", "AA=,AA==", "-_==,+/==", "AAAA====,AAAA"})
    void padsAsEveryApiWantsIt(String text, String same) {
        assertThat(Base64Field.checked(FIELDS, "data", text)).isEqualTo(same);
    }

    @Test
    void takesBytesInLines() {
        assertThat(Base64Field.checked(FIELDS, "data", "AAAA\r\nBBBB\nCC\n")).isEqualTo("AAAABBBBCC==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "====", "A", "AAAAA", "AAAAA==="})
    void refusesWhatIsNoByte(String text) {
        assertThat(catchThrowableOfType(ProviderException.class, () -> Base64Field.checked(FIELDS, "data", text)))
                .hasMessageContaining("must be base64 of at least one byte");
    }
}
