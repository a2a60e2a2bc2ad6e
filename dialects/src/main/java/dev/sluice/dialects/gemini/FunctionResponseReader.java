package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.LeftOut;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what tools answered. */
final class FunctionResponseReader {
    private final LeftOut leftOut;
    private final MediaReader media;

    FunctionResponseReader(LeftOut leftOut, MediaReader media) {
        this.leftOut = leftOut;
        this.media = media;
    }

    Part read(Fields response, CallPairing pairing) {
        String id = pairing.answered(
                response.text("id").filter(reported -> !reported.isEmpty()), response.requiredText("name"), response);
        if (response.flag("willContinue").orElse(false)) {
            throw response.wrong("willContinue", "can't be kept: tell a tool's whole result at once");
        }
        JsonObject reported = response.tree("response").orElseThrow(() -> response.missing("response"));
        boolean failed = isAll(reported, "error");
        String text = failed || isAll(reported, "output")
                ? text(reported.values().iterator().next())
                : reported.toString();
        List<Part> content = new ArrayList<>();
        if (!text.isEmpty()) {
            content.add(new Part.Text(text));
        }
        for (Fields part : response.list("parts")) {
            Optional<Part> medium = media.read(part);
            content.add(medium.orElseThrow(() -> part.missing("inlineData")));
            part.leaveOutRest(leftOut);
        }
        response.leaveOutRest(leftOut);
        return new Part.ToolResult(id, content, failed);
    }

    /** Google's names for what a tool gives; a response with any other names is the output as a whole. */
    private static boolean isAll(JsonObject response, String name) {
        return response.size() == 1 && response.containsKey(name);
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
