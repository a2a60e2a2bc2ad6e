package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.Function;

/** Takes a message's parts in an order that was written down when they came. */
final class OrderedParts {
    private final Slices thoughts;
    private final Slices texts;
    private final Slices refusals;
    private final Iterator<Opaque> opaques;
    private final Iterator<CallReader.Call> calls;
    private final List<Part> parts = new ArrayList<>();

    OrderedParts(String thought, List<Opaque> opaques, List<Part> said, List<CallReader.Call> calls) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        for (Part part : said) {
            switch (part) {
                case Part.Text more -> text.append(more.text());
                case Part.Refusal more -> refusal.append(more.text());
                default -> throw new IllegalArgumentException("no part of a message of the model's: " + part);
            }
        }
        this.thoughts = new Slices(thought);
        this.texts = new Slices(text.toString());
        this.refusals = new Slices(refusal.toString());
        this.opaques = opaques.iterator();
        this.calls = calls.iterator();
    }

    /** Returns nothing if the order is not that of these parts. */
    Optional<List<Part>> in(String order) {
        StringTokenizer tokens = new StringTokenizer(order, " ");
        while (tokens.hasMoreTokens()) {
            String token = tokens.nextToken();
            if (!take(token.charAt(0), length(token))) {
                return Optional.empty();
            }
        }
        boolean all = thoughts.used() && texts.used() && refusals.used() && !opaques.hasNext() && !calls.hasNext();
        return all ? Optional.of(parts) : Optional.empty();
    }

    private boolean take(char kind, int length) {
        return switch (kind) {
            case 'r' -> add(thoughts, length, text -> new Part.Reasoning(text, Optional.empty()));
            case 'o' ->
                opaques.hasNext()
                        && (length == 0
                                ? parts.add(new Part.Reasoning("", Optional.of(opaques.next())))
                                : add(thoughts, length, text -> new Part.Reasoning(text, Optional.of(opaques.next()))));
            case 't' -> add(texts, length, Part.Text::new);
            case 'f' -> add(refusals, length, Part.Refusal::new);
            case 'c' -> calls.hasNext() && add(calls.next());
            default -> false;
        };
    }

    private boolean add(Slices from, int length, Function<String, Part> part) {
        Optional<String> text = from.next(length);
        text.ifPresent(piece -> parts.add(part.apply(piece)));
        return text.isPresent();
    }

    private boolean add(CallReader.Call call) {
        call.signature().ifPresent(opaque -> parts.add(new Part.Reasoning("", Optional.of(opaque))));
        return parts.add(call.part());
    }

    private static int length(String token) {
        try {
            return Integer.parseInt(token, 1, token.length(), 10);
        } catch (NumberFormatException e) {
            // Not as it was written down: no slice is that long.
            return Integer.MAX_VALUE;
        }
    }

    /** A text taken piece by piece. */
    private static final class Slices {
        private final String text;
        private int at;

        Slices(String text) {
            this.text = text;
        }

        Optional<String> next(int length) {
            if (length < 1 || length > text.length() - at) {
                return Optional.empty();
            }
            at += length;
            return Optional.of(text.substring(at - length, at));
        }

        boolean used() {
            return at == text.length();
        }
    }
}
