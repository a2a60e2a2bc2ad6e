package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.json.JsonTree;
import dev.sluice.provider.Dialect;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Optional;

/** Writes the items of an answer for one caller. */
final class ItemJson {
    private final Namespaces namespaces;
    private final boolean encryptsReasoning;

    ItemJson(JsonObject request) {
        this.namespaces = Namespaces.of(request);
        this.encryptsReasoning = request.get("include") instanceof JsonArray include
                && include.stream()
                        .anyMatch(word -> word instanceof JsonString text
                                && text.getString().equals(OutputSettings.ENCRYPTED_REASONING));
    }

    /** Tells whether the caller wants to send back what the model wants back. */
    boolean encryptsReasoning() {
        return encryptsReasoning;
    }

    JsonObject message(String id, String status, List<JsonObject> content) {
        JsonArrayBuilder parts = JsonTree.array();
        content.forEach(parts::add);
        return JsonTree.object()
                .add("type", ItemReader.MESSAGE)
                .add("id", id)
                .add("status", status)
                .add("role", "assistant")
                .add("content", parts)
                .build();
    }

    static JsonObject text(Part.Text text) {
        return JsonTree.object()
                .add("type", "output_text")
                .add("text", text.text())
                .add("annotations", JsonTree.array())
                .add("logprobs", LogProbJson.write(text.logProbs()))
                .build();
    }

    static JsonObject refusal(String text) {
        return JsonTree.object().add("type", "refusal").add("refusal", text).build();
    }

    static JsonObject summary(String text) {
        return JsonTree.object().add("type", "summary_text").add("text", text).build();
    }

    JsonObject reasoning(String id, String text, Optional<Opaque> opaque) {
        JsonArrayBuilder summary = JsonTree.array();
        if (!text.isEmpty()) {
            summary.add(summary(text));
        }
        JsonObjectBuilder item = JsonTree.object()
                .add("type", ItemReader.REASONING)
                .add("id", id)
                .add("summary", summary);
        opaque.filter(thing -> encryptsReasoning)
                .ifPresent(thing ->
                        item.add("encrypted_content", EncryptedReasoning.write(Dialect.RESPONSES, List.of(thing))));
        return item.build();
    }

    JsonObject call(String id, String status, Part.ToolCall call) {
        JsonObjectBuilder item = JsonTree.object()
                .add("type", call.custom() ? ItemReader.CUSTOM_CALL : ItemReader.FUNCTION_CALL)
                .add("id", id)
                .add("status", status)
                .add("call_id", call.id())
                .add("name", name(call.name()))
                .add(call.custom() ? "input" : "arguments", call.input());
        namespaces.member(call.name()).ifPresent(member -> item.add("namespace", member.namespace()));
        return item.build();
    }

    /** Returns a tool's name without its namespace. */
    String name(String flat) {
        return namespaces.member(flat).map(Namespaces.Member::name).orElse(flat);
    }
}
