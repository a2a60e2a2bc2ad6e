package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonEdits;
import dev.sluice.json.JsonReader.Kind;
import dev.sluice.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who an answer is: id, time and model, the same in all of its chunks. What the upstream leaves out is made up once. */
final class Identity {
    private static final byte[] ZERO = {'0'};

    private final String objectName;
    private final byte[] objectLiteral;
    private final byte[] modelLiteral;
    private final Clock clock;
    private byte @Nullable [] id;
    private byte @Nullable [] created;

    Identity(String objectName, String model, Clock clock) {
        this.objectName = objectName;
        this.objectLiteral = JsonText.quoted(objectName);
        this.modelLiteral = JsonText.quoted(model);
        this.clock = clock;
    }

    void mend(byte[] json, Envelope envelope, JsonEdits edits, Additions additions) {
        mendId(json, envelope.id(), edits, additions);
        Field object = envelope.object();
        if (object == null || !object.reads(json, objectLiteral)) {
            set("object", object, objectLiteral, edits, additions);
        }
        mendCreated(json, envelope.created(), edits, additions);
        if (!Field.hasText(envelope.model())) {
            set("model", envelope.model(), modelLiteral, edits, additions);
        }
    }

    private void mendId(byte[] json, @Nullable Field field, JsonEdits edits, Additions additions) {
        byte[] known = id;
        if (field != null && Field.hasText(field)) {
            if (known == null) {
                id = field.bytes(json);
            } else if (!field.reads(json, known)) {
                edits.replace(field.span(), known);
            }
        } else {
            set("id", field, idLiteral(), edits, additions);
        }
    }

    private void mendCreated(byte[] json, @Nullable Field field, JsonEdits edits, Additions additions) {
        if (field != null && field.kind() == Kind.NUMBER && !field.reads(json, ZERO)) {
            if (created == null) {
                created = field.bytes(json);
            }
        } else {
            set("created", field, createdLiteral(), edits, additions);
        }
    }

    /** The members as JSON, without braces, for a chunk of our own. */
    String members() {
        return "\"id\":" + new String(idLiteral(), StandardCharsets.UTF_8)
                + ",\"object\":" + JsonText.quote(objectName)
                + ",\"created\":" + new String(createdLiteral(), StandardCharsets.UTF_8)
                + ",\"model\":" + new String(modelLiteral, StandardCharsets.UTF_8);
    }

    private byte[] idLiteral() {
        byte[] known = id;
        if (known == null) {
            known = JsonText.quoted("chatcmpl-" + UUID.randomUUID());
            id = known;
        }
        return known;
    }

    private byte[] createdLiteral() {
        byte[] known = created;
        if (known == null) {
            known = Long.toString(clock.instant().getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
            created = known;
        }
        return known;
    }

    private static void set(String name, @Nullable Field field, byte[] literal, JsonEdits edits, Additions additions) {
        if (field == null) {
            additions.add("\"" + name + "\":" + new String(literal, StandardCharsets.UTF_8));
        } else {
            edits.replace(field.span(), literal);
        }
    }
}
