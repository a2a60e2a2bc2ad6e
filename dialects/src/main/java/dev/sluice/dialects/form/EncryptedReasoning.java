package dev.sluice.dialects.form;

import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Dialect;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Carries what one dialect's models want back through a field of another dialect. A dialect's own goes as it is; others
 * travel in an envelope, so that they find home if the conversation goes on with the same model, and are known as
 * foreign if it goes on with another.
 */
public final class EncryptedReasoning {
    /** How every envelope begins. */
    public static final String MARK = "sluice1.";

    private EncryptedReasoning() {}

    /**
     * Writes opaque things, possibly none, into one text: the thing's own data if it is of that dialect, alone and
     * without a name; an envelope otherwise.
     */
    public static String write(Dialect dialect, List<Opaque> things) {
        if (things.size() == 1 && plain(dialect, things.getFirst())) {
            return things.getFirst().data();
        }
        JsonOutput json = new JsonOutput().object().name("o").array();
        for (Opaque thing : things) {
            json.array()
                    .text(thing.dialect())
                    .text(thing.id())
                    .text(thing.data())
                    .endArray();
        }
        return MARK
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(json.endArray().endObject().toBytes());
    }

    /**
     * Reads what {@link #write} wrote, or what the dialect's own models did; none if it is an envelope that is empty or
     * was damaged.
     */
    public static List<Opaque> read(Dialect dialect, String text) {
        if (!text.startsWith(MARK)) {
            return List.of(new Opaque(dialect.name(), "", text));
        }
        return opened(text).orElse(List.of());
    }

    /** Tells whether a text is an envelope, and whole; false for what merely begins like one. */
    public static boolean isEnvelope(String text) {
        return text.startsWith(MARK) && opened(text).isPresent();
    }

    private static Optional<List<Opaque>> opened(String text) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(text.substring(MARK.length()));
            return JsonNodes.read(json).flatMap(EncryptedReasoning::things);
        } catch (IllegalArgumentException e) {
            // Not as it was written: somebody has changed it, and nobody else could read it either.
            return Optional.empty();
        }
    }

    private static boolean plain(Dialect dialect, Opaque thing) {
        return thing.id().isEmpty() && thing.dialect().equals(dialect.name());
    }

    private static Optional<List<Opaque>> things(JsonNode envelope) {
        JsonNode all = envelope.get("o");
        List<Opaque> things = new ArrayList<>();
        for (JsonNode thing : all) {
            List<String> texts = new ArrayList<>();
            thing.forEach(text -> texts.add(text.string("")));
            if (!thing.is(Kind.ARRAY) || texts.size() < 3) {
                return Optional.empty();
            }
            things.add(new Opaque(texts.get(0), texts.get(1), texts.get(2)));
        }
        return all.is(Kind.ARRAY) ? Optional.of(things) : Optional.empty();
    }
}
