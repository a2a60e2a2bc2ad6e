package dev.sluice.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.dialects.form.Opaque;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignatureTest {
    @Test
    void ownOneStaysAsItIs() {
        assertThat(Signature.write(List.of(Gemini.OWN))).isEqualTo(Gemini.OWN.data());
        assertThat(Signature.read(Gemini.OWN.data())).containsExactly(Gemini.OWN);
    }

    @Test
    void othersAreBase64OfWhateverLengthAndSurviveSdksThatHoldBytes() {
        for (int length = 0; length < 20; length++) {
            List<Opaque> things = List.of(new Opaque("responses", "rs_ü", "?>".repeat(length)), Gemini.OWN);
            String written = Signature.write(things);
            byte[] bytes = Base64.getDecoder().decode(written);
            assertThat(Signature.read(written)).isEqualTo(things);
            assertThat(Signature.read(Base64.getUrlEncoder().encodeToString(bytes)))
                    .isEqualTo(things);
            assertThat(Signature.read(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                    .isEqualTo(things);
        }
    }

    @Test
    void damagedEnvelopeHoldsNothing() {
        String written = Signature.write(List.of(Gemini.CLAUDES));
        for (int end = 12; end < written.length() - 1; end++) {
            assertThat(Signature.read(written.substring(0, end))).isEmpty();
        }
        assertThat(Signature.read(written + "!")).isEmpty();
    }

    @Test
    void placeholdersSignNothing() {
        assertThat(Signature.read(Signature.NONE_OF_YOURS)).isEmpty();
        assertThat(Signature.read("c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I="))
                .isEmpty();
        assertThat(Signature.read("")).isEmpty();
    }
}
