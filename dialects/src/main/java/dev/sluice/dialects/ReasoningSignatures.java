package dev.sluice.dialects;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.json.JsonDocument;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return JsonTree.object(body)
                .map(request -> JsonTree.bytes(checked(request, without(request))))
                .orElse(body);
    }

    private static JsonObject checked(JsonObject before, JsonObject after) {
        for (String field : TURNS) {
            if (emptied(before.get(field), after.get(field))) {
                throw Bridged.nothingSaid(field);
            }
        }
        return after;
    }

    private static boolean emptied(@Nullable JsonValue before, @Nullable JsonValue after) {
        return before instanceof JsonArray had && !had.isEmpty() && after instanceof JsonArray has && has.isEmpty();
    }

    private static JsonValue without(JsonValue value) {
        return switch (value) {
            case JsonObject object -> without(object);
            case JsonArray array -> {
                JsonArrayBuilder kept = JsonTree.array();
                for (JsonValue element : array) {
                    JsonValue rest = without(element);
                    if (!signedThought(element) && !wasThoughtsAlone(element, rest)) {
                        kept.add(rest);
                    }
                }
                yield kept.build();
            }
            default -> value;
        };
    }

    private static JsonObject without(JsonObject object) {
        JsonObjectBuilder kept = JsonTree.object();
        object.forEach((name, member) -> {
            if (!signed(member)) {
                kept.add(name, without(member));
            }
        });
        return kept.build();
    }

    private static boolean wasThoughtsAlone(JsonValue turn, JsonValue rest) {
        return turn instanceof JsonObject had
                && rest instanceof JsonObject has
                && had.containsKey("role")
                && emptied(had.get("content"), has.get("content"));
    }

    private static boolean signedThought(JsonValue value) {
        return value instanceof JsonObject object
                && object.containsKey("type")
                && object.values().stream().anyMatch(ReasoningSignatures::signed);
    }

    private static boolean signed(JsonValue value) {
        if (!(value instanceof JsonString text)) {
            return false;
        }
        String said = text.getString();
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
