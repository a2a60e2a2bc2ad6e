package dev.sluice.provider.copilot;

import dev.sluice.json.JsonDocument;
import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.provider.ServerSentEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Gives the events of one Responses stream what the API promises and Copilot leaves out: one id for each item, the name
 * of a function whose arguments are whole, and every field of a response.
 */
final class ResponsesNormalizer {
    private static final String BEGINS = "response.output_item.added";
    private static final String WHOLE = "response.function_call_arguments.done";
    private static final Set<String> WITH_RESPONSE = Set.of(
            "response.created", "response.in_progress", "response.completed", "response.incomplete", "response.failed");

    // By the place of the item in the output, as literals.
    private final Map<Long, byte[]> ids = new HashMap<>();
    private final Map<Long, byte[]> names = new HashMap<>();

    /** Returns the same event if it needed no change, or is no JSON: it is passed on then, and only its item is unknown. */
    ServerSentEvent normalize(String type, ServerSentEvent event) {
        try {
            JsonDocument document = JsonDocument.parse(event.data());
            JsonEdits edits = JsonEdits.of(document);
            JsonNode root = document.root();
            JsonNode place = root.get("output_index");
            long index = place.is(Kind.NUMBER) ? place.longValue() : -1;
            setIds(root, index, edits);
            setName(type, root, index, edits);
            if (WITH_RESPONSE.contains(type)) {
                ResponseFields.add(root.get("response"), edits);
            }
            return edits.isEmpty() ? event : ServerSentEvent.of(event.type(), edits.write());
        } catch (JsonException e) {
            return event;
        }
    }

    /**
     * Copilot ends many items under another id than they began with, and clients that look for the item by its id then
     * give up. Reasoning keeps what it has: its id belongs to its encrypted content.
     */
    private void setIds(JsonNode event, long index, JsonEdits edits) {
        JsonNode item = event.get("item");
        JsonNode itemId = event.get("item_id");
        if (!isReasoning(item) && !event.get("type").string("").startsWith("response.reasoning")) {
            setId(index, itemId.is(Kind.STRING) ? itemId : item.get("id"), edits);
        }
        JsonNode output = event.get("response").get("output");
        if (output.is(Kind.ARRAY)) {
            long i = 0;
            for (JsonNode each : output) {
                if (!isReasoning(each)) {
                    setId(i, each.get("id"), edits);
                }
                i++;
            }
        }
    }

    private void setId(long index, JsonNode id, JsonEdits edits) {
        if (index < 0 || !id.is(Kind.STRING)) {
            return;
        }
        byte[] known = ids.get(index);
        if (known == null) {
            ids.put(index, id.copy());
        } else if (!id.isWrittenAs(known)) {
            edits.set(id, known);
        }
    }

    private static boolean isReasoning(JsonNode item) {
        return item.get("type").says("reasoning");
    }

    /** Copilot says a function's name only where its call begins. */
    private void setName(String type, JsonNode event, long index, JsonEdits edits) {
        boolean begins = type.equals(BEGINS);
        if (!begins && !type.equals(WHOLE)) {
            return;
        }
        JsonNode own = event.get("name");
        JsonNode name = own.is(Kind.STRING) ? own : event.get("item").get("name");
        byte[] known = names.get(index);
        if (begins && name.is(Kind.STRING)) {
            names.put(index, name.copy());
        } else if (!begins && !name.is(Kind.STRING) && known != null) {
            edits.prepend(event, "name", known);
        }
    }
}
