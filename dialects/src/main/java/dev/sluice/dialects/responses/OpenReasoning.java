package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Opaque;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** A thought that is being written, as a summary of one part: that is where callers look for it. */
final class OpenReasoning implements OpenItem {
    private final ItemPlace place;
    private final ItemJson json;
    private final StringBuilder text = new StringBuilder();
    private Optional<Opaque> opaque = Optional.empty();

    OpenReasoning(ItemPlace place, ItemJson json, Consumer<ServerSentEvent> out) {
        this.place = place;
        this.json = json;
        place.added(json.reasoning(place.id(), "", Optional.empty()), out);
    }

    void text(String more, Consumer<ServerSentEvent> out) {
        if (text.isEmpty()) {
            part("response.reasoning_summary_part.added", out);
        }
        text.append(more);
        String type = "response.reasoning_summary_text.delta";
        Events.send(type, event(type).add("delta", more), out);
    }

    void sign(Opaque thing) {
        opaque = Optional.of(thing);
    }

    @Override
    public byte[] end(String status, Consumer<ServerSentEvent> out) {
        if (!text.isEmpty()) {
            String type = "response.reasoning_summary_text.done";
            Events.send(type, event(type).add("text", text.toString()), out);
            part("response.reasoning_summary_part.done", out);
        }
        byte[] item = json.reasoning(place.id(), text.toString(), opaque);
        place.done(item, out);
        return item;
    }

    private void part(String type, Consumer<ServerSentEvent> out) {
        Events.send(type, event(type).add("part", ItemJson.summary(text.toString())), out);
    }

    private JsonOutput event(String type) {
        return place.event(type).add("summary_index", 0);
    }
}
