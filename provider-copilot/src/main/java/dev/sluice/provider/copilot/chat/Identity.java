package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonNode.Kind;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who an answer is: id, time and model, the same in all of its chunks. What the upstream leaves out is made up once. */
final class Identity {
    private static final byte[] ZERO = {'0'};

    private final byte[] object;
    private final byte[] model;
    private final Clock clock;
    private byte @Nullable [] id;
    private byte @Nullable [] created;

    Identity(String object, String model, Clock clock) {
        this.object = JsonText.quoted(object);
        this.model = JsonText.quoted(model);
        this.clock = clock;
    }

    /** Gives a reply or a chunk these members where it has none, or others. */
    void normalize(JsonNode reply, JsonEdits edits) {
        normalizeId(reply, edits);
        if (!reply.get("object").isWrittenAs(object)) {
            edits.set(reply, "object", object);
        }
        JsonNode time = reply.get("created");
        if (!time.is(Kind.NUMBER) || time.isWrittenAs(ZERO)) {
            edits.set(reply, "created", created());
        } else if (created == null) {
            created = time.copy();
        }
        if (!reply.get("model").hasText()) {
            edits.set(reply, "model", model);
        }
    }

    private void normalizeId(JsonNode reply, JsonEdits edits) {
        JsonNode found = reply.get("id");
        byte[] known = id;
        if (!found.hasText()) {
            edits.set(reply, "id", id());
        } else if (known == null) {
            id = found.copy();
        } else if (!found.isWrittenAs(known)) {
            edits.set(found, known);
        }
    }

    /** Adds the members to a chunk of our own. */
    JsonOutput addTo(JsonOutput chunk) {
        return chunk.add("id", id())
                .add("object", object)
                .add("created", created())
                .add("model", model);
    }

    private byte[] id() {
        byte[] known = id;
        if (known == null) {
            known = JsonText.quoted("chatcmpl-" + UUID.randomUUID());
            id = known;
        }
        return known;
    }

    private byte[] created() {
        byte[] known = created;
        if (known == null) {
            known = Long.toString(clock.instant().getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
            created = known;
        }
        return known;
    }
}
