package dev.sluice.dialects.form;

import dev.sluice.json.RawText;
import java.util.List;
import java.util.Optional;

/**
 * A step of an answer that is still being written. Parts come one after the other, never mixed: what begins a part, or
 * is of another kind than what came before, ends the part before.
 */
public sealed interface Delta {
    /**
     * The beginning; comes first, once.
     *
     * @param id as the model's side named the answer; empty if it did not
     * @param usage what is known already of its cost
     */
    record Begin(String id, Optional<Usage> usage) implements Delta {}

    /**
     * More of a text, or the beginning of one.
     *
     * @param raw the text; not empty, unless it carries probabilities
     * @param logProbs of the tokens in it
     */
    record Text(RawText raw, List<TokenLogProb> logProbs) implements Delta {
        /** Copies the list. */
        public Text {
            logProbs = List.copyOf(logProbs);
        }

        /** Makes a text that is decoded. */
        public Text(String text, List<TokenLogProb> logProbs) {
            this(RawText.of(text), logProbs);
        }

        /** Makes a text of whose tokens nothing is known. */
        public Text(String text) {
            this(text, List.of());
        }

        /** Returns the text, decoded. */
        public String text() {
            return raw.string();
        }
    }

    /**
     * More of a refusal, or the beginning of one.
     *
     * @param text not empty
     */
    record Refusal(String text) implements Delta {}

    /**
     * More of a thought, or the beginning of one.
     *
     * @param text not empty
     */
    record Reasoning(String text) implements Delta {}

    /** Ends a thought with what the model wants back; without a thought before it, a thought that is kept secret. */
    record Signed(Opaque opaque) implements Delta {}

    /**
     * The beginning of a call.
     *
     * @param id by which the result is told to belong to it
     * @param custom whether the tool takes text rather than JSON
     */
    record CallBegin(String id, String name, boolean custom) implements Delta {}

    /**
     * More of the input of the call that began last.
     *
     * @param text not empty
     */
    record CallInput(String text) implements Delta {}

    /** What it cost; a later one replaces an earlier one. */
    record Spent(Usage usage) implements Delta {}

    /** The end of the last part. Only {@link Spent} may follow. */
    record End(Stop stop) implements Delta {}
}
