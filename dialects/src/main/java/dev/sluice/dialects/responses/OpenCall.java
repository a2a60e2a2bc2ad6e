package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.Part;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.ServerSentEvent;
import java.util.function.Consumer;

/** A call that is being written. */
final class OpenCall implements OpenItem {
    private final ItemPlace place;
    private final ItemJson json;
    private final Delta.CallBegin call;
    private final StringBuilder input = new StringBuilder();

    OpenCall(ItemPlace place, ItemJson json, Delta.CallBegin call, Consumer<ServerSentEvent> out) {
        this.place = place;
        this.json = json;
        this.call = call;
        place.added(item("in_progress"), out);
    }

    void input(String more, Consumer<ServerSentEvent> out) {
        input.append(more);
        String type =
                call.custom() ? "response.custom_tool_call_input.delta" : "response.function_call_arguments.delta";
        Events.send(type, place.event(type).add("delta", more), out);
    }

    @Override
    public byte[] end(String status, Consumer<ServerSentEvent> out) {
        if (call.custom()) {
            done("response.custom_tool_call_input.done", "input", out);
        } else {
            done("response.function_call_arguments.done", "arguments", out);
        }
        byte[] item = item(status);
        place.done(item, out);
        return item;
    }

    private void done(String type, String field, Consumer<ServerSentEvent> out) {
        JsonOutput event = place.event(type).add(field, input.toString());
        Events.send(type, call.custom() ? event : event.add("name", json.name(call.name())), out);
    }

    private byte[] item(String status) {
        return json.call(
                place.id(), status, new Part.ToolCall(call.id(), call.name(), input.toString(), call.custom()));
    }
}
