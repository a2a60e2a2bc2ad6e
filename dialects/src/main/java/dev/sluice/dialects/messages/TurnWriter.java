package dev.sluice.dialects.messages;

import dev.sluice.dialects.form.Part;
import dev.sluice.dialects.form.Role;
import dev.sluice.dialects.form.Turn;
import dev.sluice.dialects.json.LeftOut;
import dev.sluice.json.JsonOutput;
import dev.sluice.json.RawText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what was said: users and the assistant speak in turns, and the user speaks first and last. Used once. */
final class TurnWriter {
    /** What the user says where the dialect wants a word of the user's and there is none. */
    private static final String OPENING = "Begin.";

    private final LeftOut leftOut;
    private final BlockWriter blocks;
    private final List<Block> instructions = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Set<String> called = new LinkedHashSet<>();
    private boolean blank;

    TurnWriter(List<Turn> turns, LeftOut leftOut) {
        this.leftOut = leftOut;
        this.blocks = new BlockWriter(leftOut);
        boolean started = false;
        for (Turn turn : turns) {
            boolean instructs = turn.role().instructs();
            started = started || !instructs;
            blank = isBlank(turn) || (blank && instructs);
            if (instructs) {
                instruct(turn, started);
            } else if (turn.role() == Role.ASSISTANT) {
                turn.parts().forEach(this::assistant);
            } else {
                turn.parts().forEach(this::user);
            }
        }
        settle();
        checkWord();
        if (messages.isEmpty() || messages.getFirst().role() == Role.ASSISTANT) {
            Message opening = new Message(Role.USER);
            BlockWriter.text(RawText.of(OPENING)).ifPresent(opening::add);
            messages.addFirst(opening);
        }
        checkPairs();
        if (messages.getLast().role() == Role.ASSISTANT) {
            throw Refused.because("The conversation ends with a turn of the assistant, and the model asked for can't go"
                    + " on with it; end with a turn of the user's.");
        }
    }

    private static boolean isBlank(Turn turn) {
        return turn.role() == Role.USER
                && turn.parts().stream()
                        .allMatch(part ->
                                part instanceof Part.Text text && text.raw().isBlank());
    }

    /** What is blank can't be told, and nothing that the user has not said is put in its place. */
    private void checkWord() {
        if (blank && (messages.isEmpty() || messages.getLast().role() == Role.ASSISTANT)) {
            throw Refused.because("The user's last turn is blank, and the model asked for takes no blank text; say"
                    + " something in it.");
        }
    }

    /** Returns the instructions from before the first turn. */
    void writeSystem(JsonOutput out) {
        if (!instructions.isEmpty()) {
            Block.write(instructions, out.name("system"));
        }
    }

    void writeMessages(JsonOutput out) {
        out.name("messages").array();
        messages.forEach(message -> message.write(out));
        out.endArray();
    }

    /** Returns the names of all tools that have been called. */
    Set<String> called() {
        return called;
    }

    /**
     * Tells whether the model goes on, after results of tools, with a turn that did not begin with a thought of its
     * own. It can't be asked to think within a budget then.
     */
    boolean goesOnWithoutThought() {
        return messages.size() > 1
                && !messages.getLast().answered().isEmpty()
                && !messages.get(messages.size() - 2).beginsWithThought();
    }

    private void instruct(Turn turn, boolean started) {
        for (Part part : turn.parts()) {
            if (!(part instanceof Part.Text text)) {
                throw Refused.because(
                        "The model asked for takes instructions as text only; leave all else out of them.");
            }
            if (started) {
                // Not every model takes instructions in between, but each has learnt to heed such tags.
                BlockWriter.text(RawText.of(text.raw().isBlank() ? "" : "<system>\n" + text.text() + "\n</system>"))
                        .ifPresent(at(Role.USER)::add);
            } else {
                BlockWriter.text(text.raw()).ifPresent(instructions::add);
            }
        }
    }

    private void assistant(Part part) {
        if (part instanceof Part.ToolCall call) {
            String id = CallIds.of(call.id());
            at(Role.ASSISTANT).addCall(id, call.name(), blocks.call(call, id));
            called.add(call.name());
        } else {
            blocks.said(part).ifPresent(block -> at(Role.ASSISTANT).add(block));
        }
    }

    private void user(Part part) {
        if (part instanceof Part.ToolResult result) {
            String id = CallIds.of(result.callId());
            at(Role.USER).addResult(id, blocks.result(result, id));
        } else {
            blocks.shown(part).ifPresent(block -> at(Role.USER).add(block));
        }
    }

    private Message at(Role role) {
        if (role == Role.USER) {
            settle();
        }
        if (messages.isEmpty() || messages.getLast().role() != role) {
            messages.add(new Message(role));
        }
        return messages.getLast();
    }

    /** A turn of the assistant's must not end with a thought, as it does where what followed was left out. */
    private void settle() {
        if (messages.isEmpty() || messages.getLast().role() != Role.ASSISTANT) {
            return;
        }
        if (messages.getLast().dropLastThoughts()) {
            leftOut.note("reasoning");
        }
        if (messages.getLast().empty()) {
            messages.removeLast();
        }
    }

    private void checkPairs() {
        Map<String, String> open = Map.of();
        for (Message message : messages) {
            if (message.role() == Role.ASSISTANT) {
                open = message.calls();
                continue;
            }
            for (String id : message.answered()) {
                if (!open.containsKey(id)) {
                    throw Refused.because("The result of the call '" + id
                            + "' does not follow a turn of the assistant's that has this call.");
                }
            }
            for (Map.Entry<String, String> call : open.entrySet()) {
                if (!message.answered().contains(call.getKey())) {
                    throw Refused.because("The call '" + call.getKey() + "' of the tool '" + call.getValue()
                            + "' has no result in the turn that follows it; give one, or leave the call out.");
                }
            }
            open = Map.of();
        }
    }
}
