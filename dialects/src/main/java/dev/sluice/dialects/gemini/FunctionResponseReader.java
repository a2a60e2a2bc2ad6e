package dev.sluice.dialects.gemini;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.Fields;
import dev.sluice.dialects.json.JsonNodes;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
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
        JsonNode result = response.tree("response").orElseThrow(() -> response.missing("response"));
        Optional<JsonNode> error = alone(result, "error");
        String text = error.or(() -> alone(result, "output"))
                .map(value -> value.is(JsonNode.Kind.STRING) ? value.string() : JsonNodes.text(value))
                .orElseGet(() -> JsonNodes.text(result));
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
        return new Part.ToolResult(id, content, error.isPresent());
    }

    /** Returns the one member of an object, if it has this name. */
    private static Optional<JsonNode> alone(JsonNode object, String name) {
        Iterator<JsonNode> members = object.iterator();
        Optional<JsonNode> first = members.hasNext()
                ? Optional.of(members.next()).filter(member -> member.isNamed(name))
                : Optional.empty();
        return members.hasNext() ? Optional.empty() : first;
    }
}
