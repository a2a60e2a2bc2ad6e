package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.RawText;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the parts that a model has said, be it just now or in an earlier turn that the caller tells again. Used by one
 * thread.
 */
final class ModelPartReader {
    private static final RawText NOTHING = RawText.of("");

    private final CallIds ids;
    private boolean inText;

    /** Names calls. */
    interface CallIds {
        /** Returns the id of a call. */
        String of(Optional<String> reported, String name, Fields call);
    }

    ModelPartReader(CallIds ids) {
        this.ids = ids;
    }

    /** Reads a text, a thought or a call; a signature, which may stand at any of them or alone. */
    void read(Fields part, List<TokenLogProb> logProbs, Consumer<Delta> out) {
        List<Opaque> signatures =
                part.text("thoughtSignature").map(Signature::read).orElse(List.of());
        boolean thought = part.flag("thought").orElse(false);
        RawText text = part.raw("text").orElse(NOTHING);
        Optional<Fields> call = part.fields("functionCall");
        if (thought) {
            think(text.string(), signatures, out);
        } else if (call.isPresent()) {
            sign(signatures, out);
            call(call.get(), out);
        } else if (inText && !text.isEmpty()) {
            // A text comes in pieces, and the signature with the last of them: the text must not fall apart over it.
            text(text, logProbs, out);
            sign(signatures, out);
        } else {
            sign(signatures, out);
            text(text, logProbs, out);
        }
    }

    /** Notes that something else came between. */
    void interrupt() {
        inText = false;
    }

    private void think(String text, List<Opaque> signatures, Consumer<Delta> out) {
        inText = false;
        if (!text.isEmpty()) {
            out.accept(new Delta.Reasoning(text));
        }
        sign(signatures, out);
    }

    private void text(RawText text, List<TokenLogProb> logProbs, Consumer<Delta> out) {
        if (!text.isEmpty() || !logProbs.isEmpty()) {
            out.accept(new Delta.Text(text, logProbs));
            inText = true;
        }
    }

    private void sign(List<Opaque> signatures, Consumer<Delta> out) {
        for (Opaque opaque : signatures) {
            out.accept(new Delta.Signed(opaque));
            inText = false;
        }
    }

    private void call(Fields call, Consumer<Delta> out) {
        inText = false;
        String name = call.requiredText("name");
        if (name.isEmpty()) {
            throw call.wrong("name", "must not be empty");
        }
        for (String piece : List.of("partialArgs", "willContinue")) {
            if (call.has(piece)) {
                throw call.wrong(piece, "is not taken: tell the call's input in one piece, as 'args'");
            }
        }
        String input = JsonNodes.text(call.tree("args").orElse(JsonNodes.EMPTY));
        out.accept(new Delta.CallBegin(ids.of(call.text("id").filter(id -> !id.isEmpty()), name, call), name, false));
        out.accept(new Delta.CallInput(input));
    }
}
