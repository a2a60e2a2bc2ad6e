package dev.sluice.dialects.gemini;

import dev.sluice.dialects.json.Fields;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds which call of a request a result belongs to: by id, or where the caller tells none, by order among those of the
 * same name. Used by one thread.
 */
final class CallPairing {
    private final Set<String> given = new HashSet<>();
    private final SequencedMap<String, Call> open = new LinkedHashMap<>();
    private final Map<String, String> reported = new HashMap<>();
    private final Map<String, Deque<Call>> named = new HashMap<>();
    private final Map<String, Deque<Call>> unnamed = new HashMap<>();

    private record Call(String id, Fields fields) {}

    /**
     * Takes a call.
     *
     * @param id as the caller tells it, not empty; callers that count anew in each turn tell the same one again
     * @param made what to call it otherwise; the same for the same request, so that caches of prompts find it again
     * @return an id that no other call of the request has
     */
    String called(Optional<String> id, String made, String name, Fields fields) {
        String unique = id.orElse(made);
        if (given.contains(unique)) {
            unique = made;
        }
        while (!given.add(unique)) {
            unique += "_";
        }
        Call call = new Call(unique, fields);
        open.put(unique, call);
        named.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(call);
        if (id.isEmpty()) {
            unnamed.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(call);
        } else if (reported.put(id.get(), unique) != null) {
            throw fields.wrong("id", "is that of another call which has no result yet");
        }
        return unique;
    }

    /**
     * Takes a result. Some callers make an id for a call that had none, and tell it with the result alone.
     *
     * @return its call's id
     */
    String answered(Optional<String> id, String name, Fields result) {
        String unique = id.map(reported::remove).orElse(null);
        Call call = unique != null ? open.get(unique) : firstOpen(id.isPresent() ? unnamed : named, name);
        if (call == null) {
            throw result.wrong(
                    id.isPresent() ? "id" : "name",
                    "is that of no functionCall before it which still waits for its functionResponse");
        }
        open.remove(call.id());
        return call.id();
    }

    /** Refuses calls that have no result: the model that made them is not to be asked on without. */
    void requireAnswered() {
        if (!open.isEmpty()) {
            throw open.firstEntry()
                    .getValue()
                    .fields()
                    .wrong("name", "is that of a call without result; a functionResponse must follow it");
        }
        reported.clear();
        named.clear();
        unnamed.clear();
    }

    private @Nullable Call firstOpen(Map<String, Deque<Call>> calls, String name) {
        Deque<Call> candidates = calls.getOrDefault(name, new ArrayDeque<>());
        while (!candidates.isEmpty()) {
            Call call = candidates.remove();
            if (open.containsKey(call.id())) {
                return call;
            }
        }
        return null;
    }
}
