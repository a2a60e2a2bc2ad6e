package dev.sluice.dialects.chat;

import dev.sluice.dialects.form.Delta;
import dev.sluice.json.JsonText;
import java.util.Optional;

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

    Optional<String> begin(Delta.CallBegin call) {
        count++;
        open = true;
        custom = call.custom();
        inputReported = false;
        String name =
                "{\"name\":" + JsonText.quote(call.name()) + (custom ? ",\"input\":\"\"}" : ",\"arguments\":\"\"}");
        if (legacy) {
            return reported("{\"function_call\":" + name + "}");
        }
        String type = custom ? "custom" : "function";
        return reported("{\"tool_calls\":[{\"index\":" + (count - 1) + ",\"id\":" + JsonText.quote(call.id())
                + ",\"type\":\"" + type + "\",\"" + type + "\":" + name + "}]}");
    }

    Optional<String> input(String text) {
        inputReported = true;
        String input = JsonText.quote(text);
        if (legacy) {
            return reported("{\"function_call\":{\"arguments\":" + input + "}}");
        }
        String piece = custom ? ",\"custom\":{\"input\":" : ",\"function\":{\"arguments\":";
        return reported("{\"tool_calls\":[{\"index\":" + (count - 1) + piece + input + "}}]}");
    }

    /** Ends the open call; a function has to be called with JSON, be it of nothing. */
    Optional<String> end() {
        boolean without = open && !custom && !inputReported;
        Optional<String> input = without ? input(CallReader.NO_INPUT) : Optional.empty();
        open = false;
        return input;
    }

    /** Tells whether the call that began last is one that the caller sees. */
    boolean isReported() {
        return !legacy || count == 1;
    }

    private Optional<String> reported(String delta) {
        return isReported() ? Optional.of(delta) : Optional.empty();
    }
}
