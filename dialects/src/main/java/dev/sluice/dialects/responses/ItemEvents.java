package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.dialects.json.Fields;
import dev.sluice.json.RawText;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what a stream's events say about its items. Used by one thread. */
final class ItemEvents {
    private static final RawText NOTHING = RawText.of("");

    private final ItemQueue queue = new ItemQueue();

    boolean called() {
        return queue.called();
    }

    boolean refused() {
        return queue.refused();
    }

    void added(Fields event, Consumer<Delta> out) {
        long index = index(event);
        Fields item = event.requiredFields("item");
        queue.at(index).ifPresent(before -> queue.finish(before, out));
        begin(index, item, out);
    }

    private StreamedItem begin(long index, Fields item, Consumer<Delta> out) {
        String type = item.requiredText("type");
        StreamedItem started = queue.begin(index, type);
        boolean custom = type.equals(ItemReader.CUSTOM_CALL);
        if (custom || type.equals(ItemReader.FUNCTION_CALL)) {
            queue.report(started, new Delta.CallBegin(ItemReader.callId(item), ItemReader.name(item), custom), out);
        }
        return started;
    }

    void more(String type, Fields event, Consumer<Delta> out) {
        RawText delta = event.raw("delta").orElse(NOTHING);
        if (type.equals(ItemPlace.TEXT)) {
            List<TokenLogProb> logProbs = LogProbJson.read(event);
            if (!delta.isEmpty() || !logProbs.isEmpty()) {
                say(ItemReader.MESSAGE, event, new Delta.Text(delta, logProbs), out);
            }
            return;
        }
        String text = delta.string();
        switch (type) {
            case String any when text.isEmpty() -> {
                // Some streams keep themselves alive by it.
            }
            case "response.refusal.delta" -> say(ItemReader.MESSAGE, event, new Delta.Refusal(text), out);
            case "response.reasoning_summary_text.delta" -> think("summary_index", event, text, out);
            case "response.reasoning_text.delta" -> think("content_index", event, text, out);
            case "response.function_call_arguments.delta" ->
                say(ItemReader.FUNCTION_CALL, event, new Delta.CallInput(text), out);
            default -> say(ItemReader.CUSTOM_CALL, event, new Delta.CallInput(text), out);
        }
    }

    private void think(String place, Fields event, String text, Consumer<Delta> out) {
        StreamedItem item = open(ItemReader.REASONING, event);
        if (item.beginsPiece(place + event.whole(place).orElse(0L))) {
            queue.report(item, new Delta.Reasoning(ReasoningItem.SEPARATOR), out);
        }
        item.report();
        queue.report(item, new Delta.Reasoning(text), out);
    }

    private void say(String type, Fields event, Delta delta, Consumer<Delta> out) {
        StreamedItem item = open(type, event);
        item.report();
        queue.report(item, delta, out);
    }

    /** Finds the item that an event is about. What needs no name may begin without being announced. */
    private StreamedItem open(String type, Fields event) {
        long index = index(event);
        boolean nameless = type.equals(ItemReader.MESSAGE) || type.equals(ItemReader.REASONING);
        StreamedItem item = queue.at(index)
                .or(() -> nameless ? Optional.of(queue.begin(index, type)) : Optional.empty())
                .orElseThrow(() -> notOpen(type, event));
        if (!item.type().equals(type)) {
            throw notOpen(type, event);
        }
        return item;
    }

    private static RuntimeException notOpen(String type, Fields event) {
        return event.wrong("output_index", "is not that of a " + type + " that has begun");
    }

    void done(Fields event, Consumer<Delta> out) {
        long index = index(event);
        Fields item = event.requiredFields("item");
        StreamedItem open = queue.at(index).orElseGet(() -> begin(index, item, out));
        whole(open, item, out);
    }

    private void whole(StreamedItem open, Fields item, Consumer<Delta> out) {
        if (open.type().equals(item.requiredText("type"))) {
            ItemReader.parts(item).forEach(part -> rest(open, part, out));
        }
        queue.finish(open, out);
    }

    /** Tells what a finished item says and the stream has not said before. */
    private void rest(StreamedItem open, Part part, Consumer<Delta> out) {
        if (!open.reported()) {
            switch (part) {
                case Part.Text text -> queue.report(open, new Delta.Text(text.text(), text.logProbs()), out);
                case Part.Refusal refusal -> queue.report(open, new Delta.Refusal(refusal.text()), out);
                case Part.Reasoning thought
                when !thought.text().isEmpty() -> queue.report(open, new Delta.Reasoning(thought.text()), out);
                case Part.ToolCall call
                when !call.input().isEmpty() -> queue.report(open, new Delta.CallInput(call.input()), out);
                default -> {
                    // Says nothing.
                }
            }
        }
        if (part instanceof Part.Reasoning thought) {
            thought.opaque().ifPresent(opaque -> queue.report(open, new Delta.Signed(opaque), out));
        }
    }

    /** Ends all items; where the stream told of none, the response that ends it has them. */
    void end(Fields response, Consumer<Delta> out) {
        queue.end(out);
        if (!queue.any()) {
            long index = 0;
            for (Fields item : response.list("output")) {
                whole(begin(index++, item, out), item, out);
            }
        }
    }

    private static long index(Fields event) {
        return event.whole("output_index").orElseThrow(() -> event.missing("output_index"));
    }
}
