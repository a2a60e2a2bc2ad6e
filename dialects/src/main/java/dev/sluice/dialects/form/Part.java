package dev.sluice.dialects.form;

import dev.sluice.json.RawText;
import java.util.List;
import java.util.Optional;

/** A piece of a turn. */
public sealed interface Part {
    /** Returns about how many characters a dialect needs for some parts. */
    static long size(List<Part> parts) {
        long size = 0;
        for (Part part : parts) {
            size += 64
                    + switch (part) {
                        case Text text -> text.raw().size();
                        case Refusal refusal -> refusal.text().length();
                        case Reasoning reasoning ->
                            reasoning.text().length()
                                    + reasoning
                                            .opaque()
                                            .map(Opaque::data)
                                            .orElse("")
                                            .length();
                        case ToolCall call -> call.raw().size();
                        case ToolResult result -> size(result.content());
                        case Image image -> image.source().size();
                        case Document document -> document.source().size();
                        case Audio audio -> audio.source().size();
                    };
        }
        return size;
    }

    /**
     * Plain text.
     *
     * @param logProbs how likely each of its tokens was, where that was asked for
     */
    record Text(RawText raw, List<TokenLogProb> logProbs) implements Part {
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

        /** Makes a text of whose tokens nothing is known. */
        public Text(RawText raw) {
            this(raw, List.of());
        }

        /** Returns the text, decoded. */
        public String text() {
            return raw.string();
        }
    }

    /**
     * A picture.
     *
     * @param detail how closely to look, in OpenAI's words
     */
    record Image(Source source, Optional<String> detail) implements Part {}

    /**
     * A document, such as a PDF.
     *
     * @param name its file name or title
     */
    record Document(Source source, Optional<String> name) implements Part {}

    /** Sound. */
    record Audio(Source.Inline source) implements Part {}

    /** The model's refusal to answer. */
    record Refusal(String text) implements Part {}

    /**
     * What the model thought. Stands right before the text or call that it led to.
     *
     * @param text the thought, or a summary of it; empty if the model keeps it to itself
     * @param opaque what the model wants back with it
     */
    record Reasoning(String text, Optional<Opaque> opaque) implements Part {}

    /**
     * The model's wish to have a tool called.
     *
     * @param id by which the result is told to belong to it
     * @param raw the input: JSON text for a function, any text for a custom tool
     */
    record ToolCall(String id, String name, RawText raw, boolean custom) implements Part {
        /** Makes a call whose input is decoded. */
        public ToolCall(String id, String name, String input, boolean custom) {
            this(id, name, RawText.of(input), custom);
        }

        /** Returns the input, decoded. */
        public String input() {
            return raw.string();
        }
    }

    /**
     * What a tool answered.
     *
     * @param content texts, images and documents
     */
    record ToolResult(String callId, List<Part> content, boolean failed) implements Part {
        /** Copies the list. */
        public ToolResult {
            content = List.copyOf(content);
        }
    }
}
