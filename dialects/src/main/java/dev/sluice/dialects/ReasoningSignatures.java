package dev.sluice.dialects;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Takes the envelopes of {@link EncryptedReasoning} out of a request, whatever its dialect: a piece that has a type is a thought
 * and goes with its signature, and a turn goes that was nothing but such thoughts; of any other piece the signature alone goes.
 */
final class ReasoningSignatures {
    /** As they are, and as a dialect writes them that has such fields in Base64. */
    private static final List<String> MARKS = List.of(EncryptedReasoning.MARK, inBase64(EncryptedReasoning.MARK));

    private static final List<byte[]> SOUGHT =
            MARKS.stream().map(mark -> mark.getBytes(StandardCharsets.US_ASCII)).toList();

    /** Where what was said stands, in one dialect or another. */
    private static final List<String> TURNS = List.of("input", "messages", "contents");

    private ReasoningSignatures() {}

    static byte[] removed(JsonDocument read, byte[] body) {
        if (SOUGHT.stream().noneMatch(read::anyTextStartsWith)) {
            return body;
        }
        JsonDocument document = JsonDocument.parse(body);
        JsonEdits edits = JsonEdits.of(document);
        for (JsonNode member : document.root()) {
            boolean emptied = without(document.root(), member, edits);
            if (emptied && TURNS.contains(member.name())) {
                throw Bridged.nothingSaid(member.name());
            }
        }
        return edits.write();
    }

    /** Removes what is signed from a value, or the value itself, and tells whether an array has lost all it had. */
    private static boolean without(JsonNode parent, JsonNode value, JsonEdits edits) {
        return switch (value.kind()) {
            case STRING -> {
                if (parent.is(Kind.OBJECT) && isSigned(value)) {
                    edits.remove(parent, value);
                }
                yield false;
            }
            case OBJECT -> {
                if (parent.is(Kind.ARRAY) && isSignedThought(value)) {
                    edits.remove(parent, value);
                    yield true;
                }
                boolean content = false;
                for (JsonNode member : value) {
                    boolean emptied = without(value, member, edits);
                    content |= emptied && member.isNamed("content");
                }
                boolean turn =
                        parent.is(Kind.ARRAY) && content && !value.get("role").is(Kind.ABSENT);
                if (turn) {
                    edits.remove(parent, value);
                }
                yield turn;
            }
            case ARRAY -> {
                boolean emptied = !value.isEmpty();
                for (JsonNode element : value) {
                    emptied &= without(value, element, edits);
                }
                yield emptied;
            }
            default -> false;
        };
    }

    private static boolean isSignedThought(JsonNode object) {
        boolean typed = false;
        boolean signed = false;
        for (JsonNode member : object) {
            typed |= member.isNamed("type");
            signed |= isSigned(member);
        }
        return typed && signed;
    }

    private static boolean isSigned(JsonNode value) {
        if (!value.is(Kind.STRING)) {
            return false;
        }
        String said = value.string();
        return EncryptedReasoning.isEnvelope(said)
                || (said.startsWith(MARKS.getLast()) && EncryptedReasoning.isEnvelope(decoded(said)));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Some text that merely begins like one.
            return "";
        }
    }

    /** The letters that all of a text's beginnings have in common, however it goes on. */
    private static String inBase64(String beginning) {
        String whole =
                Base64.getEncoder().withoutPadding().encodeToString(beginning.getBytes(StandardCharsets.US_ASCII));
        return whole.substring(0, beginning.length() * 8 / 6);
    }
}
