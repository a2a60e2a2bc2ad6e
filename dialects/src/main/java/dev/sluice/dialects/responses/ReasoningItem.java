package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.Fields;
import dev.sluice.provider.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads items of type {@code reasoning}. */
final class ReasoningItem {
    /** What stands between pieces that are told apart in the item and not in the form. */
    static final String SEPARATOR = "\n\n";

    private ReasoningItem() {}

    /** Reads what a caller sends back: a thought, and after it what else was signed with it. */
    static List<Part> readRequest(Fields item) {
        String text = text(item);
        String id = item.text("id").orElse("");
        List<Opaque> things = item.text("encrypted_content")
                .filter(data -> !data.isEmpty())
                .map(data -> EncryptedReasoning.read(Dialect.RESPONSES, data))
                .orElse(List.of());
        if (things.isEmpty()) {
            return text.isEmpty() ? List.of() : List.of(new Part.Reasoning(text, Optional.empty()));
        }
        List<Part> parts = new ArrayList<>();
        for (Opaque thing : things) {
            parts.add(new Part.Reasoning(parts.isEmpty() ? text : "", Optional.of(named(thing, id))));
        }
        return parts;
    }

    /** The item's own id belongs to what OpenAI's models have signed; what was in an envelope has its own. */
    private static Opaque named(Opaque thing, String id) {
        return thing.id().isEmpty() && thing.dialect().equals(Dialect.RESPONSES.name())
                ? new Opaque(thing.dialect(), id, thing.data())
                : thing;
    }

    /** Reads what a model signed, word for word: it is the model's, whatever it looks like. */
    static Optional<Opaque> opaque(Fields item) {
        String id = item.text("id").orElse("");
        return item.text("encrypted_content")
                .filter(data -> !data.isEmpty())
                .map(data -> new Opaque(Dialect.RESPONSES.name(), id, data));
    }

    static String text(Fields item) {
        List<String> texts = new ArrayList<>();
        item.list("summary").forEach(part -> texts.add(part.requiredText("text")));
        item.list("content").forEach(part -> texts.add(part.requiredText("text")));
        texts.removeIf(String::isEmpty);
        return String.join(SEPARATOR, texts);
    }
}
