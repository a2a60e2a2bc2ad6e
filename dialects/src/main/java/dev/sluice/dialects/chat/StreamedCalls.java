package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.json.Fields;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the calls of a stream, which come piece by piece, one call after the other. */
final class StreamedCalls {
    private static final long NO_INDEX = -1;

    private final Set<String> ids = new HashSet<>();
    private final Set<Long> indices = new HashSet<>();
    private @Nullable Call open;
    /** Came in the midst of a call, which it must not end. */
    private @Nullable Opaque waiting;

    private boolean inputReported;

    private record Call(long index, String id, boolean custom) {}

    /** Reads a piece. */
    void read(Fields piece, Consumer<Delta> out) {
        long index = piece.whole("index").orElse(NO_INDEX);
        String id = piece.text("id").orElse("");
        if (!goesOn(index, id)) {
            begin(piece, index, id, out);
        }
        Call call = open;
        if (call != null) {
            piece.fields(call.custom() ? "custom" : "function")
                    .flatMap(tool -> tool.text(call.custom() ? "input" : "arguments"))
                    .filter(input -> !input.isEmpty())
                    .ifPresent(input -> {
                        inputReported = true;
                        out.accept(new Delta.CallInput(input));
                    });
        }
    }

    /** Tells whether a call is being read. */
    boolean isOpen() {
        return open != null;
    }

    /** Tells whether there was any. */
    boolean any() {
        return !ids.isEmpty();
    }

    /** Keeps what the model wants back until the open call has ended. */
    void keep(Opaque opaque) {
        waiting = opaque;
    }

    /** Ends the open call, if there is one. */
    void close(Consumer<Delta> out) {
        if (open != null && !open.custom() && !inputReported) {
            out.accept(new Delta.CallInput(CallReader.NO_INPUT));
        }
        open = null;
        if (waiting != null) {
            out.accept(new Delta.Signed(waiting));
            waiting = null;
        }
    }

    /** A new id under the same index is a new call. */
    private boolean goesOn(long index, String id) {
        return open != null && (index == NO_INDEX || index == open.index()) && (id.isEmpty() || id.equals(open.id()));
    }

    private void begin(Fields piece, long index, String id, Consumer<Delta> out) {
        if (id.isEmpty() ? indices.contains(index) || index == NO_INDEX : ids.contains(id)) {
            throw piece.wrong(id.isEmpty() ? "index" : "id", "is of a call that had ended already, or never begun");
        }
        boolean custom = piece.text("type").orElse("").equals("custom");
        String name = CallReader.name(piece.requiredFields(custom ? "custom" : "function"));
        close(out);
        Optional<Opaque> signature = Signature.read(piece);
        signature.ifPresent(opaque -> out.accept(new Delta.Signed(opaque)));
        Call call = new Call(index, id.isEmpty() ? CallReader.newId() : id, custom);
        out.accept(new Delta.CallBegin(call.id(), name, custom));
        ids.add(call.id());
        indices.add(index);
        open = call;
        inputReported = false;
    }
}
