package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.json.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the parts of a model's turn. Signatures stand where Gemini's own models put them, at the call or text that the
 * thought led to: programs forget thoughts, but not what was said and called. Used by one thread.
 */
final class PartWriter {
    private final Consumer<JsonObject> out;
    private final boolean envelopes;
    private final List<Opaque> held = new ArrayList<>();
    private Optional<String> unsigned;
    private boolean inText;

    /**
     * Starts a turn.
     *
     * @param out takes the parts
     * @param envelopes whether one signature may hold several things; not for Google, which takes its own only
     * @param unsigned what the first call is signed with if there is nothing else
     */
    PartWriter(Consumer<JsonObject> out, boolean envelopes, Optional<String> unsigned) {
        this.out = out;
        this.envelopes = envelopes;
        this.unsigned = unsigned;
    }

    void thought(String text) {
        signAlone();
        inText = false;
        out.accept(JsonTree.object().add("text", text).add("thought", true).build());
    }

    void sign(Opaque opaque) {
        if (!envelopes) {
            signAlone();
        }
        held.add(opaque);
    }

    void text(String text) {
        if (inText) {
            signAlone();
        }
        inText = true;
        out.accept(signed(JsonTree.object().add("text", text)).build());
    }

    void call(String id, String name, JsonObject args) {
        inText = false;
        JsonObjectBuilder call = JsonTree.object();
        if (!id.isEmpty()) {
            call.add("id", id);
        }
        JsonObjectBuilder part =
                JsonTree.object().add("functionCall", call.add("name", name).add("args", args));
        boolean signed = !held.isEmpty();
        signed(part);
        if (!signed) {
            unsigned.ifPresent(signature -> part.add("thoughtSignature", signature));
        }
        unsigned = Optional.empty();
        out.accept(part.build());
    }

    /** Writes a part of any other kind. */
    void other(JsonObject part) {
        signAlone();
        inText = false;
        out.accept(part);
    }

    void end() {
        signAlone();
    }

    /** With no text of its own, as Gemini does where there is nothing left to say. */
    private void signAlone() {
        if (!held.isEmpty()) {
            inText = false;
            out.accept(signed(JsonTree.object().add("text", "")).build());
        }
    }

    private JsonObjectBuilder signed(JsonObjectBuilder part) {
        if (!held.isEmpty()) {
            part.add("thoughtSignature", Signature.write(held));
            held.clear();
        }
        return part;
    }
}
