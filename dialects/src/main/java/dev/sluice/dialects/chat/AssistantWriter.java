package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import dev.sluice.provider.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message of the model's for the model. Thoughts go back only with what the same kind of model has signed
 * them with: unsigned ones many upstreams refuse.
 */
final class AssistantWriter {
    private static final RawText BETWEEN = RawText.of("\n\n");

    private final LeftOut leftOut;
    private final List<RawText> texts = new ArrayList<>();
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private final List<SignedCall> calls = new ArrayList<>();
    private boolean thoughtLost;
    private @Nullable Part before;
    private @Nullable Opaque encrypted;
    private @Nullable Opaque signature;

    private record SignedCall(Part.ToolCall call, Optional<Opaque> signature) {}

    AssistantWriter(LeftOut leftOut) {
        this.leftOut = leftOut;
    }

    void add(Part part) {
        switch (part) {
            case Part.Text more -> {
                // What a call or a thought stood between are two texts.
                if (!texts.isEmpty() && !(before instanceof Part.Text)) {
                    texts.add(BETWEEN);
                }
                if (!more.raw().isEmpty()) {
                    texts.add(more.raw());
                }
            }
            case Part.Refusal more -> refusal.append(more.text());
            case Part.Reasoning reasoning -> reasoning(reasoning);
            case Part.ToolCall call -> call(call);
            case Part.Image _, Part.Document _, Part.Audio _, Part.ToolResult _ ->
                throw RequestWriter.refused("A turn of the model's holds something else than text, thoughts and calls,"
                        + " which the API of the model asked for has no place for.");
        }
        before = part;
    }

    /** Returns the message; nothing if there is nothing to be said. */
    boolean write(JsonOutput out) {
        if (thoughtLost || signature != null || (encrypted == null && !thought.isEmpty())) {
            leftOut.note("reasoning");
        }
        boolean silent = texts.isEmpty() && refusal.isEmpty() && encrypted == null && calls.isEmpty();
        if (!silent) {
            message(out);
        }
        return !silent;
    }

    private void message(JsonOutput out) {
        out.object().add("role", "assistant");
        if (texts.isEmpty()) {
            out.addNull("content");
        } else {
            out.name("content").beginText();
            texts.forEach(out::piece);
            out.endText();
        }
        if (!refusal.isEmpty()) {
            out.add("refusal", refusal.toString());
        }
        if (encrypted != null) {
            if (!thought.isEmpty()) {
                out.add("reasoning_text", thought.toString());
            }
            out.add(Thoughts.OPAQUE_FIELD, encrypted.data());
        }
        if (!calls.isEmpty()) {
            out.name("tool_calls").array();
            calls.forEach(call -> call(call, out));
            out.endArray();
        }
        out.endObject();
    }

    private static void call(SignedCall signed, JsonOutput out) {
        Part.ToolCall call = signed.call();
        out.object().add("id", CallIds.forModel(call.id())).add("type", "function");
        signed.signature().ifPresent(opaque -> Signature.writeBeside(opaque, out));
        out.name("function")
                .object()
                .add("name", call.name())
                .add("arguments", call.raw().isEmpty() ? RawText.of(CallReader.NO_INPUT) : call.raw());
        signed.signature().ifPresent(opaque -> Signature.writeWithin(opaque, out));
        out.endObject().endObject();
    }

    private void reasoning(Part.Reasoning reasoning) {
        Opaque opaque = reasoning.opaque().orElse(null);
        if (opaque == null) {
            thought.append(reasoning.text());
        } else if (Signature.isOne(opaque)) {
            thoughtLost |= signature != null || !reasoning.text().isEmpty();
            signature = opaque;
        } else if (opaque.dialect().equals(Dialect.CHAT_COMPLETIONS.name())) {
            // There is one place; the last one is of the turn that goes on.
            if (encrypted != null) {
                thoughtLost = true;
                thought.setLength(0);
            }
            encrypted = opaque;
            thought.append(reasoning.text());
        } else {
            thoughtLost = true;
        }
    }

    private void call(Part.ToolCall call) {
        if (call.custom()) {
            throw RequestWriter.refused("The call '" + call.id()
                    + "' is one of a tool that takes text, and the API of the model asked for has only functions.");
        }
        calls.add(new SignedCall(call, Optional.ofNullable(signature)));
        signature = null;
    }
}
