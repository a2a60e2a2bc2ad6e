package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.TokenLogProb;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A message that is being written: texts and refusals, one after the other. */
final class OpenMessage implements OpenItem {
    private final ItemPlace place;
    private final ItemJson json;
    private final List<byte[]> content = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<TokenLogProb> logProbs = new ArrayList<>();
    private Kind kind = Kind.NOTHING;

    private enum Kind {
        NOTHING,
        TEXT,
        REFUSAL
    }

    OpenMessage(ItemPlace place, ItemJson json, Consumer<ServerSentEvent> out) {
        this.place = place;
        this.json = json;
        place.added(json.message(place.id(), "in_progress", List.of()), out);
    }

    void text(Delta.Text more, Consumer<ServerSentEvent> out) {
        begin(Kind.TEXT, out);
        text.append(more.text());
        logProbs.addAll(more.logProbs());
        place.text(content.size(), more, out);
    }

    void refusal(String more, Consumer<ServerSentEvent> out) {
        begin(Kind.REFUSAL, out);
        text.append(more);
        String type = "response.refusal.delta";
        Events.send(type, event(type).add("delta", more), out);
    }

    @Override
    public byte[] end(String status, Consumer<ServerSentEvent> out) {
        endPart(out);
        byte[] item = json.message(place.id(), status, content);
        place.done(item, out);
        return item;
    }

    private void begin(Kind wanted, Consumer<ServerSentEvent> out) {
        if (kind != wanted) {
            endPart(out);
            kind = wanted;
            part("response.content_part.added", part(), out);
        }
    }

    private void endPart(Consumer<ServerSentEvent> out) {
        if (kind == Kind.NOTHING) {
            return;
        }
        if (kind == Kind.TEXT) {
            String type = "response.output_text.done";
            JsonOutput event = event(type).add("text", text.toString());
            LogProbJson.write(logProbs, event.name("logprobs"));
            Events.send(type, event, out);
        } else {
            String type = "response.refusal.done";
            Events.send(type, event(type).add("refusal", text.toString()), out);
        }
        byte[] part = part();
        part("response.content_part.done", part, out);
        content.add(part);
        text.setLength(0);
        logProbs.clear();
        kind = Kind.NOTHING;
    }

    private byte[] part() {
        return kind == Kind.TEXT
                ? ItemJson.text(new Part.Text(text.toString(), logProbs))
                : ItemJson.refusal(text.toString());
    }

    private void part(String type, byte[] part, Consumer<ServerSentEvent> out) {
        Events.send(type, event(type).add("part", part), out);
    }

    private JsonOutput event(String type) {
        return place.event(type).add("content_index", content.size());
    }
}
