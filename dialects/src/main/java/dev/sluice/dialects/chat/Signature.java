package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Dialect;
import java.util.Optional;

/**
 * What Gemini wants back with a call when it is asked in this dialect. The id of the {@link Opaque} tells the place
 * where it stood and has to stand again.
 */
final class Signature {
    private static final String FIELD = "thought_signature";
    /** Within {@code function}: Copilot's place. */
    private static final String IN_FUNCTION = "function.thought_signature";
    /** Beside {@code function}: Google's own place. */
    private static final String IN_EXTRA_CONTENT = "extra_content.google.thought_signature";

    private Signature() {}

    static Optional<Opaque> read(Fields call) {
        JsonNode within = call.object().get("function").get(FIELD);
        if (within.is(Kind.STRING)) {
            return opaque(IN_FUNCTION, within);
        }
        JsonNode beside = call.object().get("extra_content").get("google").get(FIELD);
        if (beside.is(Kind.STRING)) {
            call.ignore("extra_content");
            return opaque(IN_EXTRA_CONTENT, beside);
        }
        return Optional.empty();
    }

    /** Tells whether it has one of the places here. */
    static boolean isOne(Opaque opaque) {
        return opaque.dialect().equals(Dialect.CHAT_COMPLETIONS.name())
                && (opaque.id().equals(IN_FUNCTION) || opaque.id().equals(IN_EXTRA_CONTENT));
    }

    /** Writes it beside the function of its call, if that is its place. */
    static void writeBeside(Opaque opaque, JsonOutput call) {
        if (!opaque.id().equals(IN_FUNCTION)) {
            call.name("extra_content")
                    .object()
                    .name("google")
                    .object()
                    .add(FIELD, opaque.data())
                    .endObject()
                    .endObject();
        }
    }

    /** Writes it into the function of its call, if that is its place. */
    static void writeWithin(Opaque opaque, JsonOutput function) {
        if (opaque.id().equals(IN_FUNCTION)) {
            function.add(FIELD, opaque.data());
        }
    }

    private static Optional<Opaque> opaque(String place, JsonNode text) {
        return text.hasText()
                ? Optional.of(new Opaque(Dialect.CHAT_COMPLETIONS.name(), place, text.string()))
                : Optional.empty();
    }
}
