package dev.sluice.dialects.chat;

import dev.sluice.dialects.json.Fields;
import java.util.Optional;

/**
 * What a message or a piece of one tells of the model's thoughts.
 *
 * @param text empty if it tells none
 */
record Thoughts(String text, Optional<String> opaque) {
    static final String OPAQUE_FIELD = "reasoning_opaque";
    /** The one that callers are told thoughts in: more clients show it than any other. */
    static final String SHOWN_FIELD = "reasoning_content";

    /** Copilot's name, DeepSeek's (which most others took over) and OpenRouter's. */
    private static final String[] TEXT_FIELDS = {"reasoning_text", SHOWN_FIELD, "reasoning"};

    private static final Thoughts NONE = new Thoughts("", Optional.empty());

    /** Takes the first field that has a text; the same text under another name is the same thought. */
    static Thoughts of(Fields fields) {
        String text = "";
        for (String name : TEXT_FIELDS) {
            String said = textOf(fields, name);
            if (text.isEmpty() || said.equals(text)) {
                text = said.isEmpty() ? text : said;
                fields.ignore(name);
            }
        }
        String opaque = textOf(fields, OPAQUE_FIELD);
        if (opaque.isEmpty()) {
            return text.isEmpty() ? NONE : new Thoughts(text, Optional.empty());
        }
        fields.ignore(OPAQUE_FIELD);
        return new Thoughts(text, Optional.of(opaque));
    }

    boolean isNone() {
        return text.isEmpty() && opaque.isEmpty();
    }

    /** Others put objects into fields of these names, which are not meant here. */
    private static String textOf(Fields fields, String name) {
        return fields.object().get(name).string("");
    }
}
