package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Role;
import dev.sluice.json.JsonOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A message that is still being written: all that one side says before the other speaks. */
final class Message {
    private final Role role;
    // Results come first, whatever else was said between them: the dialect wants them right after the calls.
    private final Map<String, Block> results = new LinkedHashMap<>();
    private final Map<String, String> calls = new LinkedHashMap<>();
    private final List<Block> others = new ArrayList<>();

    Message(Role role) {
        this.role = role;
    }

    Role role() {
        return role;
    }

    void add(Block block) {
        others.add(block);
    }

    void addCall(String id, String name, Block block) {
        if (calls.put(id, name) != null) {
            throw Refused.because("Two calls of tools have the id '" + id + "'; each needs one of its own.");
        }
        others.add(block);
    }

    void addResult(String id, Block block) {
        if (results.put(id, block) != null) {
            throw Refused.because("The call '" + id + "' has two results; give one.");
        }
    }

    /** Returns the names of the called tools by the calls' ids. */
    Map<String, String> calls() {
        return calls;
    }

    Set<String> answered() {
        return results.keySet();
    }

    boolean empty() {
        return results.isEmpty() && others.isEmpty();
    }

    boolean beginsWithThought() {
        return !others.isEmpty() && others.getFirst().isThought();
    }

    boolean dropLastThoughts() {
        boolean dropped = false;
        while (!others.isEmpty() && others.getLast().isThought()) {
            others.removeLast();
            dropped = true;
        }
        return dropped;
    }

    void write(JsonOutput out) {
        out.object()
                .add("role", role == Role.ASSISTANT ? "assistant" : "user")
                .name("content")
                .array();
        results.values().forEach(block -> block.json().accept(out));
        others.forEach(block -> block.json().accept(out));
        out.endArray().endObject();
    }
}
