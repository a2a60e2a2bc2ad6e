package dev.sluice.dialects.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.provider.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EncryptedReasoningTest {
    private static final Opaque OWN = new Opaque("messages", "", "c2lnbmF0dXJl");
    private static final Opaque OTHER = new Opaque("responses", "rs_1", "gAAAA+/=\"ü");

    @Test
    void ownThingGoesAsItIs() {
        assertThat(EncryptedReasoning.write(Dialect.MESSAGES, List.of(OWN))).isEqualTo(OWN.data());
        assertThat(EncryptedReasoning.read(Dialect.MESSAGES, OWN.data())).containsExactly(OWN);
    }

    @Test
    void othersTravelInAnEnvelope() {
        String text = EncryptedReasoning.write(Dialect.MESSAGES, List.of(OTHER, OWN));
        assertThat(text).matches("sluice1\\.[A-Za-z0-9_-]+");
        assertThat(EncryptedReasoning.read(Dialect.CHAT_COMPLETIONS, text)).containsExactly(OTHER, OWN);
    }

    @Test
    void damagedEnvelopeHoldsNothing() {
        String text = EncryptedReasoning.write(Dialect.MESSAGES, List.of(OTHER));
        for (int end = EncryptedReasoning.MARK.length(); end < text.length(); end++) {
            assertThat(EncryptedReasoning.read(Dialect.MESSAGES, text.substring(0, end)))
                    .isEmpty();
        }
        assertThat(EncryptedReasoning.read(Dialect.MESSAGES, EncryptedReasoning.MARK + "e30"))
                .isEmpty();
    }
}
