package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The items of a stream, which may be written at the same time, put one after the other: one is told as it comes, and
 * what others say is held until it ends. Items are known by their place: their ids change on the way. Used by one
 * thread.
 */
final class ItemQueue {
    /** How much is held in all, in characters. */
    private static final long MOST_HELD = 32L * 1024 * 1024;

    private static final long STEP = 64;

    private final NavigableMap<Long, StreamedItem> items = new TreeMap<>();
    private @Nullable StreamedItem open;
    private @Nullable Delta last;
    private long held;
    private boolean any;
    private boolean called;
    private boolean refused;

    /** Tells whether there was any item. */
    boolean any() {
        return any;
    }

    boolean called() {
        return called;
    }

    boolean refused() {
        return refused;
    }

    Optional<StreamedItem> at(long index) {
        return Optional.ofNullable(items.get(index));
    }

    StreamedItem begin(long index, String type) {
        any = true;
        StreamedItem item = new StreamedItem(index, type);
        items.put(index, item);
        if (open == null) {
            open = item;
        }
        return item;
    }

    void report(StreamedItem item, Delta delta, Consumer<Delta> out) {
        if (item == open) {
            pass(item, delta, out);
            return;
        }
        held += STEP + length(delta);
        if (held > MOST_HELD) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_PROTOCOL, "The upstream's stream leaves an item open for too long.");
        }
        item.hold(delta);
    }

    /** Ends an item; if it was the open one, the next is told, and those that have ended meanwhile. */
    void finish(StreamedItem item, Consumer<Delta> out) {
        item.finish();
        while (open != null && open.done()) {
            items.remove(open.index());
            Map.Entry<Long, StreamedItem> next = items.firstEntry();
            open = next == null ? null : next.getValue();
            if (open != null) {
                for (Delta delta : open.release()) {
                    held -= STEP + length(delta);
                    pass(open, delta, out);
                }
            }
        }
    }

    /** Ends all. */
    void end(Consumer<Delta> out) {
        List.copyOf(items.values()).forEach(item -> finish(item, out));
    }

    private void pass(StreamedItem item, Delta delta, Consumer<Delta> out) {
        if (item.firstHeard() && last != null && last.getClass() == delta.getClass()) {
            separate(delta, out);
        }
        called |= delta instanceof Delta.CallBegin;
        refused |= delta instanceof Delta.Refusal;
        last = delta;
        out.accept(delta);
    }

    /** Two items in a row that say the same kind of thing would else run into each other. */
    private static void separate(Delta delta, Consumer<Delta> out) {
        switch (delta) {
            case Delta.Text text -> out.accept(new Delta.Text(ReasoningItem.SEPARATOR));
            case Delta.Refusal refusal -> out.accept(new Delta.Refusal(ReasoningItem.SEPARATOR));
            case Delta.Reasoning reasoning -> out.accept(new Delta.Reasoning(ReasoningItem.SEPARATOR));
            default -> {
                // Told apart by itself.
            }
        }
    }

    private static long length(Delta delta) {
        return switch (delta) {
            case Delta.Text text -> text.raw().size() + STEP * text.logProbs().size();
            case Delta.Refusal refusal -> refusal.text().length();
            case Delta.Reasoning reasoning -> reasoning.text().length();
            case Delta.CallInput input -> input.text().length();
            case Delta.Signed(Opaque thing) -> thing.data().length();
            default -> 0;
        };
    }
}
