package dev.sluice.provider.copilot;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonException;
import dev.sluice.json.JsonSpan;
import dev.sluice.provider.ServerSentEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives each item of a Responses stream the id under which it began. Copilot ends many under another, and clients that
 * look for the item by its id then give up. Reasoning keeps what it has: its id belongs to its sealed content.
 */
final class ItemIds {
    private final Map<Long, byte[]> first = new HashMap<>();

    ServerSentEvent mend(ServerSentEvent event) {
        byte[] data = event.data();
        Map<Long, JsonSpan> found;
        try {
            found = ItemPlaces.in(data);
        } catch (JsonException e) {
            // Passed on as it is; only its item is unknown.
            return event;
        }
        JsonEdits edits = JsonEdits.of(data);
        found.forEach((index, id) -> {
            byte[] now = Arrays.copyOfRange(data, id.start(), id.end());
            byte[] before = first.putIfAbsent(index, now);
            if (before != null && !Arrays.equals(before, now)) {
                edits.replace(id, before);
            }
        });
        return edits.isEmpty() ? event : ServerSentEvent.of(event.type(), edits.apply());
    }
}
