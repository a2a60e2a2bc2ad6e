package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.RawText;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A content block of a stream that is still being sent. Used by one thread. */
sealed interface OpenBlock {
    /** The types of deltas that blocks are made of. */
    Set<String> KNOWN = Set.of("text_delta", "input_json_delta", "thinking_delta", "signature_delta");

    /** Opens a block; one of a type that is unknown, or of tools that nobody asked for, tells nothing. */
    static OpenBlock of(Fields block) {
        return switch (block.requiredText("type")) {
            case "text" -> new Text(block.text("text").orElse(""));
            case "thinking" ->
                new Thought(
                        block.text("thinking").orElse(""),
                        block.text("signature").orElse(""));
            case Signatures.REDACTED -> new Redacted(block.requiredText("data"));
            case "tool_use" ->
                new Call(
                        block.requiredText("id"),
                        block.requiredText("name"),
                        block.tree("input").map(JsonNodes::text).orElse("{}"));
            default -> new Unknown();
        };
    }

    /** Tells what is known at the beginning. */
    void begin(Consumer<Delta> out);

    /** Goes on. */
    void add(String type, RawText text, Consumer<Delta> out);

    /** Tells what is known at the end. */
    void end(Consumer<Delta> out);

    /** Tells whether a tool is called. */
    default boolean call() {
        return false;
    }

    /** Checks that a delta is one of the block's own type; returns false if it is of no type known here. */
    private static boolean fits(String type, String... types) {
        if (List.of(types).contains(type)) {
            return true;
        }
        if (KNOWN.contains(type)) {
            throw UpstreamFailures.protocol("a '" + type + "' is in a block of another type.");
        }
        return false;
    }

    /** Text. */
    record Text(String beginning) implements OpenBlock {
        @Override
        public void begin(Consumer<Delta> out) {
            if (!beginning.isEmpty()) {
                out.accept(new Delta.Text(beginning));
            }
        }

        @Override
        public void add(String type, RawText text, Consumer<Delta> out) {
            if (fits(type, "text_delta") && !text.isEmpty()) {
                out.accept(new Delta.Text(text, List.of()));
            }
        }

        @Override
        public void end(Consumer<Delta> out) {
            // All has been told.
        }
    }

    /** A thought, whose signature comes last. */
    final class Thought implements OpenBlock {
        private final String beginning;
        private String signature;

        Thought(String beginning, String signature) {
            this.beginning = beginning;
            this.signature = signature;
        }

        @Override
        public void begin(Consumer<Delta> out) {
            if (!beginning.isEmpty()) {
                out.accept(new Delta.Reasoning(beginning));
            }
        }

        @Override
        public void add(String type, RawText text, Consumer<Delta> out) {
            if (!fits(type, "thinking_delta", "signature_delta")) {
                return;
            }
            if (type.equals("signature_delta")) {
                signature = text.string();
            } else if (!text.isEmpty()) {
                out.accept(new Delta.Reasoning(text.string()));
            }
        }

        @Override
        public void end(Consumer<Delta> out) {
            Signatures.read(signature).forEach(opaque -> out.accept(new Delta.Signed(opaque)));
        }
    }

    /** A thought that only its maker can read. */
    record Redacted(String data) implements OpenBlock {
        @Override
        public void begin(Consumer<Delta> out) {
            Signatures.readRedacted(data).forEach(opaque -> out.accept(new Delta.Signed(opaque)));
        }

        @Override
        public void add(String type, RawText text, Consumer<Delta> out) {
            fits(type);
        }

        @Override
        public void end(Consumer<Delta> out) {
            // All has been told.
        }
    }

    /** A call of a tool. */
    final class Call implements OpenBlock {
        private final String id;
        private final String name;
        private final String whole;
        private boolean reported;

        /** Takes the input with which the block began: the whole of it, unless deltas follow. */
        Call(String id, String name, String whole) {
            this.id = id;
            this.name = name;
            this.whole = whole;
        }

        @Override
        public boolean call() {
            return true;
        }

        @Override
        public void begin(Consumer<Delta> out) {
            out.accept(new Delta.CallBegin(id, name, false));
        }

        @Override
        public void add(String type, RawText text, Consumer<Delta> out) {
            if (fits(type, "input_json_delta") && !text.isEmpty()) {
                reported = true;
                out.accept(new Delta.CallInput(text.string()));
            }
        }

        @Override
        public void end(Consumer<Delta> out) {
            if (!reported) {
                out.accept(new Delta.CallInput(whole));
            }
        }
    }

    /** A block that tells nothing. */
    record Unknown() implements OpenBlock {
        @Override
        public void begin(Consumer<Delta> out) {
            // Nothing to tell.
        }

        @Override
        public void add(String type, RawText text, Consumer<Delta> out) {
            // Nothing to tell.
        }

        @Override
        public void end(Consumer<Delta> out) {
            // Nothing to tell.
        }
    }
}
