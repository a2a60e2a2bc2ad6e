package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the parts of a model's turn. Signatures stand where Gemini's own models put them, at the call or text that the
 * thought led to: programs forget thoughts, but not what was said and called. Used by one thread.
 */
final class PartWriter {
    private static final RawText NOTHING = RawText.of("");
    private static final String SIGNATURE = "thoughtSignature";

    private final Consumer<Consumer<JsonOutput>> out;
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
    PartWriter(Consumer<Consumer<JsonOutput>> out, boolean envelopes, Optional<String> unsigned) {
        this.out = out;
        this.envelopes = envelopes;
        this.unsigned = unsigned;
    }

    void thought(String text) {
        signAlone();
        inText = false;
        out.accept(part -> part.object().add("text", text).add("thought", true).endObject());
    }

    void sign(Opaque opaque) {
        if (!envelopes) {
            signAlone();
        }
        held.add(opaque);
    }

    void text(RawText text) {
        if (inText) {
            signAlone();
        }
        inText = true;
        said(text);
    }

    private void said(RawText text) {
        Optional<String> signature = signature();
        out.accept(part -> {
            part.object().add("text", text);
            signature.ifPresent(data -> part.add(SIGNATURE, data));
            part.endObject();
        });
    }

    void call(String id, String name, RawText args) {
        inText = false;
        Optional<String> signature = signature().or(() -> unsigned);
        unsigned = Optional.empty();
        out.accept(part -> {
            part.object().name("functionCall").object();
            if (!id.isEmpty()) {
                part.add("id", id);
            }
            part.add("name", name).name("args").value(args).endObject();
            signature.ifPresent(data -> part.add(SIGNATURE, data));
            part.endObject();
        });
    }

    /** Writes a part of any other kind. */
    void other(Consumer<JsonOutput> part) {
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
            said(NOTHING);
        }
    }

    private Optional<String> signature() {
        Optional<String> signature = held.isEmpty() ? Optional.empty() : Optional.of(Signature.write(held));
        held.clear();
        return signature;
    }
}
