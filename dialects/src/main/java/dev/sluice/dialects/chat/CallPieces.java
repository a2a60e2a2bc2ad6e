package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Delta;
import dev.sluice.json.JsonOutput;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes the calls of a stream as deltas. To a caller that knows one {@code function_call} only, the first one is told;
 * what it leads to may lead to the others again.
 */
final class CallPieces {
    private final boolean legacy;
    private int count;
    private boolean open;
    private boolean custom;
    private boolean inputReported;

    CallPieces(boolean legacy) {
        this.legacy = legacy;
    }

    Optional<Consumer<JsonOutput>> begin(Delta.CallBegin call) {
        count++;
        open = true;
        custom = call.custom();
        inputReported = false;
        String field = custom ? "input" : "arguments";
        return reported(out -> {
            if (legacy) {
                out.name("function_call");
            } else {
                String type = custom ? "custom" : "function";
                element(out).add("id", call.id()).add("type", type).name(type);
            }
            out.object().add("name", call.name()).add(field, "").endObject();
            end(out);
        });
    }

    Optional<Consumer<JsonOutput>> input(String text) {
        inputReported = true;
        return reported(out -> {
            if (legacy) {
                out.name("function_call");
            } else {
                element(out).name(custom ? "custom" : "function");
            }
            out.object().add(custom && !legacy ? "input" : "arguments", text).endObject();
            end(out);
        });
    }

    private JsonOutput element(JsonOutput out) {
        return out.name("tool_calls").array().object().add("index", count - 1);
    }

    private void end(JsonOutput out) {
        if (!legacy) {
            out.endObject().endArray();
        }
    }

    /** Ends the open call; a function has to be called with JSON, be it of nothing. */
    Optional<Consumer<JsonOutput>> end() {
        boolean without = open && !custom && !inputReported;
        Optional<Consumer<JsonOutput>> input = without ? input(CallReader.NO_INPUT) : Optional.empty();
        open = false;
        return input;
    }

    /** Tells whether the call that began last is one that the caller sees. */
    boolean isReported() {
        return !legacy || count == 1;
    }

    private Optional<Consumer<JsonOutput>> reported(Consumer<JsonOutput> delta) {
        return isReported() ? Optional.of(delta) : Optional.empty();
    }
}
