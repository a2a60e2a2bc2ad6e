package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.provider.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a thinking block's {@code signature} or a redacted one's {@code data}. A signature has no name; the
 * data of redacted thinking is named by its block's type, so that it goes back as what it was.
 */
final class Signatures {
    /** The type of blocks that hold thoughts which only their maker can read. */
    static final String REDACTED = "redacted_thinking";

    /** Stands where nothing was signed: it is known again, should the thought come back for a model that asks for one. */
    static final String NONE = EncryptedReasoning.write(Dialect.MESSAGES, List.of());

    private Signatures() {}

    static boolean own(Opaque opaque) {
        return opaque.dialect().equals(Dialect.MESSAGES.name());
    }

    static boolean redacted(Opaque opaque) {
        return own(opaque) && opaque.id().equals(REDACTED);
    }

    static String write(Opaque opaque) {
        return EncryptedReasoning.write(Dialect.MESSAGES, List.of(opaque));
    }

    static List<Opaque> read(String signature) {
        return signature.isEmpty() ? List.of() : EncryptedReasoning.read(Dialect.MESSAGES, signature);
    }

    static List<Opaque> readRedacted(String data) {
        return read(data).stream()
                .map(opaque -> own(opaque) && opaque.id().isEmpty()
                        ? new Opaque(opaque.dialect(), REDACTED, opaque.data())
                        : opaque)
                .toList();
    }

    /** Makes parts of a thinking block; none if it says nothing. */
    static List<Part> thought(String text, String signature) {
        List<Opaque> opaques = read(signature);
        if (opaques.isEmpty()) {
            return text.isEmpty() ? List.of() : List.of(new Part.Reasoning(text, Optional.empty()));
        }
        List<Part> parts = new ArrayList<>();
        for (Opaque opaque : opaques) {
            parts.add(new Part.Reasoning(parts.isEmpty() ? text : "", Optional.of(opaque)));
        }
        return parts;
    }

    /** Makes parts of a redacted thinking block. */
    static List<Part> redacted(String data) {
        List<Part> parts = new ArrayList<>();
        readRedacted(data).forEach(opaque -> parts.add(new Part.Reasoning("", Optional.of(opaque))));
        return parts;
    }
}
