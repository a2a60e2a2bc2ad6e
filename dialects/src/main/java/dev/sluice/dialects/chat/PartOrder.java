package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.provider.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In what order the parts of an answer came. A message here has one text, one thought and a list of calls; but a model
 * that thought several times wants each thought back in its place, letter by letter. So where there is more than one,
 * the order travels with the opaque things.
 */
final class PartOrder {
    private static final String DIALECT = Dialect.CHAT_COMPLETIONS.name();
    private static final String ID = "order";
    /** The order that a message can tell by itself. */
    private static final String PLAIN = "otfc";

    private final List<Opaque> opaques = new ArrayList<>();
    private final StringBuilder order = new StringBuilder();
    private final StringBuilder kinds = new StringBuilder();
    private char kind;
    private int length;

    /** Notes more of a thought. */
    void reasoning(String text) {
        more('r', text.length());
    }

    /** Notes the end of a thought. */
    void signed(Opaque opaque) {
        if (kind != 'r') {
            close();
        }
        kind = 'o';
        close();
        opaques.add(opaque);
    }

    /** Notes more of a text. */
    void text(String text) {
        more('t', text.length());
    }

    /** Notes more of a refusal. */
    void refusal(String text) {
        more('f', text.length());
    }

    /** Notes a call. */
    void call() {
        close();
        kind = 'c';
        close();
    }

    /** Returns what the message has to carry so that the thoughts can be given back, if there is anything. */
    Optional<String> opaqueText() {
        close();
        if (opaques.isEmpty()) {
            return Optional.empty();
        }
        List<Opaque> all = new ArrayList<>(opaques);
        if (!isPlain()) {
            all.add(new Opaque(DIALECT, ID, order.toString()));
        }
        return Optional.of(EncryptedReasoning.write(Dialect.CHAT_COMPLETIONS, all));
    }

    /**
     * Puts a message's parts into their order; if the client has changed them, or nothing is known of it, in the plain
     * one.
     */
    static List<Part> restored(String thought, List<Opaque> opaques, List<Part> said, List<CallReader.Call> calls) {
        List<Opaque> things = opaques.stream().filter(thing -> !isOrder(thing)).toList();
        return opaques.stream()
                .filter(PartOrder::isOrder)
                .findFirst()
                .flatMap(order -> new OrderedParts(thought, things, said, calls).in(order.data()))
                .orElseGet(() -> plain(thought, things, said, calls));
    }

    private static List<Part> plain(
            String thought, List<Opaque> opaques, List<Part> said, List<CallReader.Call> calls) {
        List<Part> parts = new ArrayList<>();
        if (!thought.isEmpty() && opaques.isEmpty()) {
            parts.add(new Part.Reasoning(thought, Optional.empty()));
        }
        for (Opaque opaque : opaques) {
            parts.add(new Part.Reasoning(parts.isEmpty() ? thought : "", Optional.of(opaque)));
        }
        parts.addAll(said);
        for (CallReader.Call call : calls) {
            call.signature().ifPresent(opaque -> parts.add(new Part.Reasoning("", Optional.of(opaque))));
            parts.add(call.part());
        }
        return parts;
    }

    private static boolean isOrder(Opaque opaque) {
        return opaque.dialect().equals(DIALECT) && opaque.id().equals(ID);
    }

    private boolean isPlain() {
        int at = 0;
        for (int i = 0; i < kinds.length(); i++) {
            int found = PLAIN.indexOf(kinds.charAt(i));
            boolean again = i > 0 && kinds.charAt(i) == kinds.charAt(i - 1);
            if (found < at || (again && found < PLAIN.length() - 1)) {
                return false;
            }
            at = found;
        }
        return true;
    }

    private void more(char what, int characters) {
        if (characters == 0) {
            return;
        }
        if (kind != what) {
            close();
            kind = what;
        }
        length += characters;
    }

    private void close() {
        if (kind != 0) {
            if (!order.isEmpty()) {
                order.append(' ');
            }
            order.append(kind).append(length);
            kinds.append(kind);
        }
        kind = 0;
        length = 0;
    }
}
