package dev.sluice.dialects.responses;

import dev.sluice.dialects.form.Answer;
import dev.sluice.dialects.form.Caller;
import dev.sluice.dialects.form.Part;
import dev.sluice.json.JsonOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a whole reply. Used once. */
final class ReplyWriter {
    private final Caller caller;
    private final ItemJson json;
    private final List<byte[]> items = new ArrayList<>();
    private final List<byte[]> content = new ArrayList<>();

    ReplyWriter(Caller caller) {
        this.caller = caller;
        this.json = new ItemJson(caller.request());
    }

    byte[] write(Answer answer) {
        boolean refused = answer.parts().stream().anyMatch(Part.Refusal.class::isInstance);
        Optional<String> incomplete = Stops.incomplete(answer.stop(), refused);
        String last = incomplete.isPresent() ? "incomplete" : "completed";
        List<Part> parts = answer.parts();
        for (int i = 0; i < parts.size(); i++) {
            part(parts.get(i), i + 1 == parts.size() ? last : "completed");
        }
        endMessage(last);
        JsonOutput out = new JsonOutput(answer.size());
        new ResponseJson(answer.id(), caller).finished(items, incomplete, answer.usage(), out);
        return out.toBytes();
    }

    private void part(Part part, String status) {
        switch (part) {
            case Part.Text text -> content.add(ItemJson.text(text));
            case Part.Refusal refusal -> content.add(ItemJson.refusal(refusal.text()));
            case Part.Reasoning reasoning -> {
                endMessage("completed");
                if (!reasoning.text().isEmpty() || json.encryptsReasoning()) {
                    items.add(json.reasoning(Ids.random("rs_"), reasoning.text(), reasoning.opaque()));
                }
            }
            case Part.ToolCall call -> {
                endMessage("completed");
                items.add(json.call(Ids.random(call.custom() ? "ctc_" : "fc_"), status, call));
            }
            default -> throw new IllegalArgumentException("no part of an answer: " + part.getClass());
        }
    }

    private void endMessage(String status) {
        if (!content.isEmpty()) {
            items.add(json.message(Ids.random("msg_"), status, content));
            content.clear();
        }
    }
}
