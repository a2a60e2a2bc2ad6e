package dev.sluice.dialects.form;

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
                        case Text text -> text.text().length();
                        case Refusal refusal -> refusal.text().length();
                        case Reasoning reasoning ->
                            reasoning.text().length()
                                    + reasoning
                                            .opaque()
                                            .map(Opaque::data)
                                            .orElse("")
                                            .length();
                        case ToolCall call -> call.input().length();
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
     * @param text the text
     * @param logProbs how likely each of its tokens was, where that was asked for
     */
    record Text(String text, List<TokenLogProb> logProbs) implements Part {
        /** Copies the list. */
        public Text {
            logProbs = List.copyOf(logProbs);
        }

        /** Makes a text of whose tokens nothing is known. */
        public Text(String text) {
            this(text, List.of());
        }
    }

    /**
     * A picture.
     *
     * @param source where it is
     * @param detail how closely to look, in OpenAI's words
     */
    record Image(Source source, Optional<String> detail) implements Part {}

    /**
     * A document, such as a PDF.
     *
     * @param source where it is
     * @param name its file name or title
     */
    record Document(Source source, Optional<String> name) implements Part {}

    /**
     * Sound.
     *
     * @param source where it is
     */
    record Audio(Source.Inline source) implements Part {}

    /**
     * The model's refusal to answer.
     *
     * @param text why
     */
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
     * @param name the tool's
     * @param input JSON text for a function, any text for a custom tool
     * @param custom whether the tool is a custom one
     */
    record ToolCall(String id, String name, String input, boolean custom) implements Part {}

    /**
     * What a tool answered.
     *
     * @param callId the call's id
     * @param content texts, images and documents
     * @param failed whether the tool failed
     */
    record ToolResult(String callId, List<Part> content, boolean failed) implements Part {
        /** Copies the list. */
        public ToolResult {
            content = List.copyOf(content);
        }
    }
}
