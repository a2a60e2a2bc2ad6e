package dev.sluice.provider.testkit.copilot;

import dev.sluice.provider.testkit.http.Fault;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Deviations of Copilot's event streams that have been observed live. For streams of {@code /chat/completions}. */
public final class ChatFaults {

    private static final String DONE = "data: [DONE]\n\n";

    private ChatFaults() {}

    /** Puts a chunk whose {@code choices} is null in front. */
    public static Fault nullChoices() {
        return inserting(0, "data: {\"choices\":null,\"copilot_references\":[],\"id\":\"\"}\n\n");
    }

    /** Puts a chunk whose {@code choices} is empty, with neither model nor object, in front. */
    public static Fault emptyChoices() {
        return inserting(0, "data: {\"choices\":[],\"created\":0,\"id\":\"\"}\n\n");
    }

    /** Puts a choice without a delta in front. */
    public static Fault missingDelta() {
        return inserting(0, "data: {\"choices\":[{\"index\":0}],\"created\":0,\"id\":\"\",\"model\":\"\"}\n\n");
    }

    /** Puts comment lines in front, as keep-alives are sent. */
    public static Fault comments() {
        return inserting(0, ": keep-alive\n\n:\n\n");
    }

    /** Puts text in front of the event at this place. */
    public static Fault inserting(int index, String text) {
        return editing(events -> {
            List<String> more = new ArrayList<>(events);
            more.add(Math.min(index, more.size()), text);
            return more;
        });
    }

    /** Ends the stream with an error event after so many events; no {@code [DONE]}. */
    public static Fault errorAfter(int count, String code, String message) {
        JsonObject error = JsonValues.object("error", JsonValues.object("message", message, "code", code));
        return endingWith(count, "data: " + error + "\n\n");
    }

    /** Ends the stream with an event that is not JSON after so many events; no {@code [DONE]}. */
    public static Fault malformedAfter(int count) {
        return endingWith(count, "data: {\"choices\":[{\"index\":0,\"delta\":{\"con\n\n");
    }

    /** Ends the stream after so many events with a code match: finish reason {@code content_filter}, annotated. */
    public static Fault contentFilterAfter(int count) {
        JsonObject match = JsonValues.object("id", 1, "start_offset", 0, "end_offset", 10);
        JsonObject delta = JsonValues.object(
                "content", null, "copilot_annotations", JsonValues.object("TextCopyright", List.of(match)));
        JsonObject choice = JsonValues.object("index", 0, "delta", delta, "finish_reason", "content_filter");
        JsonObject chunk = JsonValues.object("choices", List.of(choice), "created", 0, "id", "chatcmpl-filtered");
        return endingWith(count, "data: " + chunk + "\n\n" + DONE);
    }

    private static Fault endingWith(int count, String last) {
        return editing(events -> {
            List<String> fewer = new ArrayList<>(events.subList(0, Math.min(count, events.size())));
            fewer.add(last);
            return fewer;
        });
    }

    /** Leaves {@code [DONE]} away; the message ends properly. */
    public static Fault withoutDone() {
        return editing(
                events -> events.stream().filter(event -> !event.equals(DONE)).toList());
    }

    /** Leaves the finish reason away, as Claude's streams sometimes do after tool results. */
    public static Fault withoutFinishReason() {
        return editing(events -> events.stream().map(ChatFaults::withoutFinish).toList());
    }

    private static String withoutFinish(String event) {
        return event.replaceAll(",?\"finish_reason\":\"[a-z_]+\"", "");
    }

    /** Adds what newer models send: {@code object}, {@code logprobs}, {@code padding}. */
    public static Fault newerFields() {
        return editing(events -> events.stream()
                .map(event -> event.startsWith("data: {")
                        ? event.replaceFirst(
                                "data: \\{", "data: {\"object\":\"chat.completion.chunk\",\"obfuscation\":\"ab\",")
                        : event)
                .toList());
    }

    /** Joins all events into one write, as a fast upstream does. */
    public static Fault joined() {
        return Fault.altering(response -> response.editText(UnaryOperator.identity()));
    }

    /** Leaves top-level fields out of a JSON body. */
    public static Fault withoutFields(Set<String> names) {
        return Fault.altering(response -> response.editText(text -> {
            JsonObject body = JsonValues.parseObject(text).orElse(JsonValue.EMPTY_JSON_OBJECT);
            var kept = Json.createObjectBuilder(body);
            names.forEach(kept::remove);
            return kept.build().toString();
        }));
    }

    /** Changes the events of a stream. */
    public static Fault editing(UnaryOperator<List<String>> edit) {
        return Fault.altering(response -> response.chunked() ? response.editEvents(edit) : response);
    }
}
