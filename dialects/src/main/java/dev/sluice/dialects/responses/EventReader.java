package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Delta;
import dev.sluice.dialects.form.StreamReader;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ErrorKind;
import dev.sluice.provider.ProviderException;
import dev.sluice.provider.ServerSentEvent;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a stream. */
final class EventReader implements StreamReader {
    private static final Set<String> REPORTING = Set.of(
            "response.created",
            "response.output_item.added",
            "response.output_item.done",
            ItemPlace.TEXT,
            "response.refusal.delta",
            "response.reasoning_summary_text.delta",
            "response.reasoning_text.delta",
            "response.function_call_arguments.delta",
            "response.custom_tool_call_input.delta",
            "response.completed",
            "response.incomplete",
            "response.failed",
            "response.cancelled",
            "error");

    private final ItemEvents items = new ItemEvents();
    private boolean started;
    private boolean ended;

    @Override
    public void read(ServerSentEvent event, Consumer<Delta> out) {
        String type = event.type();
        boolean named = !type.isEmpty() && !type.equals("message");
        if (ended || (named && !REPORTING.contains(type)) || isDone(event)) {
            return;
        }
        JsonNode data = JsonNodes.read(event.data())
                .orElseThrow(() -> new ProviderException(
                        ErrorKind.UPSTREAM_PROTOCOL, "The upstream sent an event that is not a JSON object."));
        Fields fields = Fields.ofReply(data);
        String kind =
                named ? type : fields.text("type").orElse(data.get("error").is(Kind.ABSENT) ? "" : "error");
        if (REPORTING.contains(kind)) {
            read(kind, fields, out);
        }
    }

    private void read(String type, Fields event, Consumer<Delta> out) {
        if (type.equals("error")) {
            throw Failures.ofEvent(event.object());
        }
        if (!started) {
            started = true;
            Optional<String> id = event.fields("response").flatMap(response -> response.text("id"));
            out.accept(new Delta.Begin(id.orElse(""), Optional.empty()));
        }
        switch (type) {
            case "response.created" -> {
                // Its only news is the id, by which the answer has begun.
            }
            case "response.output_item.added" -> items.added(event, out);
            case "response.output_item.done" -> items.done(event, out);
            case "response.completed", "response.incomplete" -> finish(event.requiredFields("response"), type, out);
            case "response.failed" -> throw Failures.of(event.requiredFields("response"));
            case "response.cancelled" ->
                throw new ProviderException(
                        ErrorKind.UPSTREAM_UNAVAILABLE, "The upstream cancelled its answer before it was whole.");
            default -> items.more(type, event, out);
        }
    }

    private void finish(Fields response, String type, Consumer<Delta> out) {
        if (response.text("status").filter("failed"::equals).isPresent()) {
            throw Failures.of(response);
        }
        items.end(response, out);
        UsageJson.read(response).ifPresent(usage -> out.accept(new Delta.Spent(usage)));
        boolean cut = type.equals("response.incomplete");
        out.accept(new Delta.End(Stops.read(response, cut, items.called(), items.refused())));
        ended = true;
    }

    /** Some add what chat completions end with. */
    private static boolean isDone(ServerSentEvent event) {
        byte[] data = event.data();
        return data.length == 6 && data[0] == '[' && event.text().equals("[DONE]");
    }

    @Override
    public void end(Consumer<Delta> out) {
        if (!ended) {
            throw new ProviderException(
                    ErrorKind.UPSTREAM_UNAVAILABLE, "The upstream's stream broke off before its end.");
        }
    }
}
