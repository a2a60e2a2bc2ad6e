package dev.sluice.provider.copilot.chat;

import dev.sluice.json.JsonReader;
import dev.sluice.json.JsonReader.Kind;
import org.jspecify.annotations.Nullable;

/** The members that stand beside the choices, of a chunk or of a whole answer, as they came. */
final class Envelope {
    private @Nullable Field id;
    private @Nullable Field object;
    private @Nullable Field created;
    private @Nullable Field model;
    private @Nullable Field usage;
    private boolean error;

    /** Takes a member, whichever it is. */
    void take(String name, JsonReader json) {
        switch (name) {
            case "id" -> id = Field.read(json);
            case "object" -> object = Field.read(json);
            case "created" -> created = Field.read(json);
            case "model" -> model = Field.read(json);
            case "usage" -> {
                Field field = Field.read(json);
                usage = field.kind() == Kind.OBJECT ? field : null;
            }
            case "error" -> {
                Field field = Field.read(json);
                error = field.kind() == Kind.OBJECT || Field.hasText(field);
            }
            // Passes through.
            default -> json.skipValue();
        }
    }

    @Nullable
    Field id() {
        return id;
    }

    @Nullable
    Field object() {
        return object;
    }

    @Nullable
    Field created() {
        return created;
    }

    @Nullable
    Field model() {
        return model;
    }

    /** The tokens used, an object. */
    @Nullable
    Field usage() {
        return usage;
    }

    /** Tells whether the upstream reports a failure in place of an answer. */
    boolean error() {
        return error;
    }
}
