package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Stop;
import dev.sluice.dialects.form.StreamWriter;
import dev.sluice.dialects.form.Usage;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a stream. */
final class EventWriter implements StreamWriter {
    private final Caller caller;
    private final ItemJson json;
    private final Events events = new Events();
    private final List<byte[]> items = new ArrayList<>();
    private ResponseJson response;
    private @Nullable OpenItem open;
    private Optional<Usage> usage = Optional.empty();
    private Optional<String> incomplete = Optional.empty();
    private boolean refused;

    EventWriter(Caller caller) {
        this.caller = caller;
        this.json = new ItemJson(caller.request());
        this.response = new ResponseJson("", caller);
    }

    @Override
    public void write(Delta delta, Consumer<ServerSentEvent> out) {
        switch (delta) {
            case Delta.Begin begin -> begin(begin, out);
            case Delta.Text text -> message(out).text(text, out);
            case Delta.Refusal refusal -> {
                refused = true;
                message(out).refusal(refusal.text(), out);
            }
            case Delta.Reasoning reasoning -> reasoning(out).text(reasoning.text(), out);
            case Delta.Signed(Opaque thing) -> sign(thing, out);
            case Delta.CallBegin call -> {
                close("completed", out);
                open = new OpenCall(place(call.custom() ? "ctc_" : "fc_"), json, call, out);
            }
            case Delta.CallInput input -> {
                if (open instanceof OpenCall call) {
                    call.input(input.text(), out);
                }
            }
            case Delta.Spent spent -> usage = Optional.of(spent.usage());
            case Delta.End end -> end(end.stop(), out);
        }
    }

    @Override
    public void end(Consumer<ServerSentEvent> out) {
        about(
                incomplete.isPresent() ? "response.incomplete" : "response.completed",
                json -> response.finished(items, incomplete, usage, json),
                out);
    }

    private void begin(Delta.Begin begin, Consumer<ServerSentEvent> out) {
        response = new ResponseJson(begin.id(), caller);
        usage = begin.usage();
        about("response.created", response::inProgress, out);
        about("response.in_progress", response::inProgress, out);
    }

    private void about(String type, Consumer<JsonOutput> whole, Consumer<ServerSentEvent> out) {
        Events.send(type, events.begin(type).add("response", whole), out);
    }

    private OpenMessage message(Consumer<ServerSentEvent> out) {
        if (open instanceof OpenMessage message) {
            return message;
        }
        close("completed", out);
        OpenMessage message = new OpenMessage(place("msg_"), json, out);
        open = message;
        return message;
    }

    private OpenReasoning reasoning(Consumer<ServerSentEvent> out) {
        if (open instanceof OpenReasoning reasoning) {
            return reasoning;
        }
        close("completed", out);
        OpenReasoning reasoning = new OpenReasoning(place("rs_"), json, out);
        open = reasoning;
        return reasoning;
    }

    /** Ends a thought. A secret one is an item of its own, for callers that send it back. */
    private void sign(Opaque thing, Consumer<ServerSentEvent> out) {
        if (json.encryptsReasoning() || open instanceof OpenReasoning) {
            reasoning(out).sign(thing);
        }
        close("completed", out);
    }

    private void end(Stop stop, Consumer<ServerSentEvent> out) {
        incomplete = Stops.incomplete(stop, refused);
        close(incomplete.isPresent() ? "incomplete" : "completed", out);
    }

    private void close(String status, Consumer<ServerSentEvent> out) {
        if (open != null) {
            items.add(open.end(status, out));
            open = null;
        }
    }

    private ItemPlace place(String prefix) {
        return new ItemPlace(events, items.size(), Ids.random(prefix));
    }
}
