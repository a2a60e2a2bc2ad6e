package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Dialect;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
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
        JsonObject object = call.object();
        if (object.get("function") instanceof JsonObject function && function.get(FIELD) instanceof JsonString text) {
            return opaque(IN_FUNCTION, text);
        }
        if (object.get("extra_content") instanceof JsonObject extra
                && extra.get("google") instanceof JsonObject google
                && google.get(FIELD) instanceof JsonString text) {
            call.ignore("extra_content");
            return opaque(IN_EXTRA_CONTENT, text);
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

    private static Optional<Opaque> opaque(String place, JsonString text) {
        return text.getString().isEmpty()
                ? Optional.empty()
                : Optional.of(new Opaque(Dialect.CHAT_COMPLETIONS.name(), place, text.getString()));
    }
}
