package dev.sluice.provider.copilot.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers the tool calls of one message in the order they begin. Copilot may send parallel calls all
 * under index 0, and spread over several choices: a new id begins a new call, and what comes without an
 * id goes on with the latest call of its place.
 */
final class ToolCallNumbering {
    private final List<Call> calls = new ArrayList<>(2);

    /** Tells whether a call has begun. */
    boolean any() {
        return !calls.isEmpty();
    }

    int count() {
        return calls.size();
    }

    /**
     * Finds the number of the call that a piece belongs to.
     *
     * @param choice the upstream's index of the choice
     * @param index the upstream's index of the call; negative if it gave none
     * @param id empty if the piece has none
     */
    int number(int choice, int index, String id) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            Call call = calls.get(i);
            boolean samePlace = call.choice == choice && (call.index == index || index < 0);
            if (samePlace && (id.isEmpty() || id.equals(call.id))) {
                return i;
            }
        }
        calls.add(new Call(choice, index, id));
        return calls.size() - 1;
    }

    private record Call(int choice, int index, String id) {}
}
