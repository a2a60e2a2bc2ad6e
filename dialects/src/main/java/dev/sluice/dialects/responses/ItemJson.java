package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.EncryptedReasoning;
import dev.sluice.dialects.form.Opaque;
import dev.sluice.dialects.form.Part;
import dev.sluice.json.JsonNode;
import dev.sluice.json.JsonOutput;
import dev.sluice.provider.Dialect;
import java.util.List;
import java.util.Optional;

/** Writes the items of an answer for one caller. */
final class ItemJson {
    private final Namespaces namespaces;
    private final boolean encryptsReasoning;

    ItemJson(JsonNode request) {
        this.namespaces = Namespaces.of(request);
        boolean included = false;
        for (JsonNode word : request.get("include")) {
            included |= word.says(OutputSettings.ENCRYPTED_REASONING);
        }
        this.encryptsReasoning = included;
    }

    boolean encryptsReasoning() {
        return encryptsReasoning;
    }

    byte[] message(String id, String status, List<byte[]> content) {
        JsonOutput out = new JsonOutput()
                .object()
                .add("type", ItemReader.MESSAGE)
                .add("id", id)
                .add("status", status)
                .add("role", "assistant")
                .name("content")
                .array();
        content.forEach(out::value);
        return out.endArray().endObject().toBytes();
    }

    static byte[] text(Part.Text text) {
        JsonOutput out = new JsonOutput(128 + text.text().length())
                .object()
                .add("type", "output_text")
                .add("text", text.text())
                .name("annotations")
                .array()
                .endArray();
        LogProbJson.write(text.logProbs(), out.name("logprobs"));
        return out.endObject().toBytes();
    }

    static byte[] refusal(String text) {
        return part("refusal", "refusal", text);
    }

    static byte[] summary(String text) {
        return part("summary_text", "text", text);
    }

    private static byte[] part(String type, String field, String text) {
        return new JsonOutput(64 + text.length())
                .object()
                .add("type", type)
                .add(field, text)
                .endObject()
                .toBytes();
    }

    byte[] reasoning(String id, String text, Optional<Opaque> opaque) {
        JsonOutput out = new JsonOutput(256 + text.length())
                .object()
                .add("type", ItemReader.REASONING)
                .add("id", id)
                .name("summary")
                .array();
        if (!text.isEmpty()) {
            out.value(summary(text));
        }
        out.endArray();
        opaque.filter(thing -> encryptsReasoning)
                .ifPresent(thing ->
                        out.add("encrypted_content", EncryptedReasoning.write(Dialect.RESPONSES, List.of(thing))));
        return out.endObject().toBytes();
    }

    byte[] call(String id, String status, Part.ToolCall call) {
        JsonOutput out = new JsonOutput(256 + call.input().length())
                .object()
                .add("type", call.custom() ? ItemReader.CUSTOM_CALL : ItemReader.FUNCTION_CALL)
                .add("id", id)
                .add("status", status)
                .add("call_id", call.id())
                .add("name", name(call.name()))
                .add(call.custom() ? "input" : "arguments", call.input());
        namespaces.member(call.name()).ifPresent(member -> out.add("namespace", member.namespace()));
        return out.endObject().toBytes();
    }

    /** Returns a tool's name without its namespace. */
    String name(String flat) {
        return namespaces.member(flat).map(Namespaces.Member::name).orElse(flat);
    }
}
