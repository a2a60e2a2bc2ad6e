package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.provider.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** The {@code thoughtSignature} of a part. SDKs hold it as bytes, so it is base64 whatever is in it. */
final class Signature {
    /**
     * What Google wants on a call that none of its models made. It stands in the field as it is; its letters happen to
     * be base64.
     */
    static final String NONE_OF_YOURS = "skip_thought_signature_validator";

    private static final Set<String> PLACEHOLDERS = Set.of(
            NONE_OF_YOURS,
            "context_engineering_is_the_way_to_go",
            base64(NONE_OF_YOURS),
            base64("context_engineering_is_the_way_to_go"));

    /** The beginning of every envelope; the digit behind it depends on what follows. */
    private static final String ENVELOPE =
            base64(EncryptedReasoning.MARK).substring(0, EncryptedReasoning.MARK.length() * 8 / 6);

    private Signature() {}

    /** Writes at least one thing into the field. */
    static String write(List<Opaque> things) {
        String text = EncryptedReasoning.write(Dialect.GEMINI, things);
        return text.startsWith(EncryptedReasoning.MARK) ? base64(text) : text;
    }

    /** Reads the field; nothing if it holds a mere placeholder, or an envelope that was damaged. */
    static List<Opaque> read(String signature) {
        if (signature.isEmpty() || PLACEHOLDERS.contains(signature)) {
            return List.of();
        }
        if (!signature.startsWith(ENVELOPE)) {
            return EncryptedReasoning.read(Dialect.GEMINI, signature);
        }
        try {
            return EncryptedReasoning.read(Dialect.GEMINI, new String(decoded(signature), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            // Not as it was written: the caller has changed it, and nobody could read it any more.
            return List.of();
        }
    }

    /** Some SDKs write the bytes back in the other alphabet. */
    private static byte[] decoded(String signature) {
        return Base64.getDecoder().decode(signature.replace('-', '+').replace('_', '/'));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
